/** The question before a result: the result is folded until the reader has guessed, asks for it, or runs the program. */
import { guesses } from './guesses.ts'

export class GuessView {
  readonly #root: HTMLElement
  readonly #id: string
  readonly #form: HTMLFormElement
  readonly #fieldset: HTMLFieldSetElement
  readonly #commit: HTMLButtonElement
  readonly #fold: HTMLDetailsElement
  readonly #verdict: HTMLElement

  /** Null if the example asks nothing. `id` is the one the guess is kept under. */
  static of(root: HTMLElement, id: string): GuessView | null {
    const form = root.querySelector<HTMLFormElement>('[data-part="guess"]')
    return form && new GuessView(root, id, form)
  }

  private constructor(root: HTMLElement, id: string, form: HTMLFormElement) {
    this.#root = root
    this.#id = id
    this.#form = form
    this.#fieldset = form.querySelector('fieldset')!
    this.#commit = form.querySelector('[data-part="commit"]')!
    this.#fold = root.querySelector('details.lx-fold')!
    this.#verdict = root.querySelector('[data-part="verdict"]')!
    const kept = guesses.load(id)
    if (kept === null) return
    this.#value = kept
    this.#fold.open = true
    this.#show()
  }

  listen(signal: AbortSignal): void {
    const submitted = (event: Event) => {
      event.preventDefault()
      if (this.#fold.open) this.#again()
      else {
        this.reveal()
        // Whoever does not see it hears it; the others see it come
        this.#verdict.focus({ preventScroll: true })
      }
    }
    this.#form.addEventListener('submit', submitted, { signal })
    this.#fold.addEventListener('toggle', () => this.#show(), { signal })
  }

  /** Opens the result. What has been chosen until then is the guess. */
  reveal(): void {
    this.#fold.open = true
    this.#show()
  }

  get #value(): string {
    const value = new FormData(this.#form).values().next().value
    return typeof value === 'string' ? value.trim() : ''
  }

  set #value(value: string) {
    for (const input of this.#form.querySelectorAll('input')) {
      if (input.type === 'radio') input.checked = input.value === value
      else input.value = value
    }
  }

  #again(): void {
    this.#fold.open = false
    this.#value = ''
    this.#show()
    this.#form.querySelector('input')?.focus()
  }

  /** Everything follows from whether the fold is open. */
  #show(): void {
    const { open } = this.#fold
    if (this.#root.hasAttribute('revealed') === open) return
    // A disabled field is not among the form's values
    this.#fieldset.disabled = false
    const value = this.#value
    if (open) guesses.save(this.#id, value)
    else guesses.remove(this.#id)
    this.#compare(value)
    this.#fieldset.disabled = open
    this.#commit.textContent = open ? 'Guess again' : 'Guess'
    this.#commit.formNoValidate = open
    this.#root.toggleAttribute('revealed', open)
  }

  /** Shows the words about this guess; about a number that nobody has thought of there are none but the number itself. */
  #compare(value: string): void {
    const about = [...this.#verdict.querySelectorAll<HTMLElement>('[data-answer]')]
    const same = (answer: string | undefined) => answer !== '' && (answer === value || Number(answer) === Number(value))
    const found =
      value === '' ? undefined : (about.find((part) => same(part.dataset['answer'])) ?? about.find((part) => part.dataset['answer'] === ''))
    for (const part of about) part.hidden = part !== found
    const number = found?.querySelector('span')
    if (found?.dataset['answer'] === '' && number) number.textContent = `${value} ${found.dataset['unit'] ?? ''}`
  }
}
