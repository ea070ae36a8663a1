/** What the playground has to say, and a way back from what has just been done. */
export class Notice {
  readonly #words: HTMLElement
  readonly #undo: HTMLButtonElement
  #restore: (() => void) | null = null

  constructor(words: HTMLElement, undo: HTMLButtonElement) {
    this.#words = words
    this.#undo = undo
    undo.addEventListener('click', () => {
      const restore = this.#restore
      this.say('')
      restore?.()
    })
  }

  /** In the place of what was said before. `restore`: what Undo does. */
  say(words: string, restore: (() => void) | null = null): void {
    if (this.#words.textContent !== words) this.#words.textContent = words
    this.#restore = restore
    this.#undo.hidden = restore === null
  }
}
