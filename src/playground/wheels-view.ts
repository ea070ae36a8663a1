/** The wheels that programs find in this tab, until it is closed: from the reader's disk, or from the index when a button is pressed. They stay in the page. */
import { part } from './parts.ts'
import { problemWithWheel } from './wheels.ts'

export class WheelsView {
  readonly all = new Map<string, Blob>()
  readonly #list: HTMLElement
  readonly #words: HTMLElement
  readonly #get: HTMLButtonElement
  readonly #needs: HTMLElement
  readonly #needsWords: HTMLElement
  readonly #needsGet: HTMLButtonElement
  readonly #changed: () => void
  #needed = ''
  #isGetting = false

  constructor(root: HTMLElement, changed: () => void) {
    this.#changed = changed
    this.#list = part(root, 'wheels-list')
    this.#words = part(root, 'wheels-words')
    this.#get = part(root, 'wheels-get')
    this.#needs = part(root, 'needs')
    this.#needsWords = part(root, 'needs-words')
    this.#needsGet = part(root, 'needs-get')
    const field = part<HTMLInputElement>(root, 'wheels-file')
    field.addEventListener('change', () => {
      const chosen = [...(field.files ?? [])]
      field.value = ''
      void this.add(chosen)
    })
    const name = part<HTMLInputElement>(root, 'wheels-name')
    part(root, 'wheels-form').addEventListener('submit', (event) => {
      event.preventDefault()
      const asked = name.value.trim()
      if (asked === '') this.#words.textContent = 'Which package? Its name is missing.'
      else void this.#getByName(asked, this.#words)
    })
    this.#needsGet.addEventListener('click', () => void this.#getByName(this.#needed, this.#needsWords))
  }

  /** The program that has been opened needs this package; `''`: none. */
  need(requirement: string): void {
    this.#needed = requirement
    this.#needsWords.textContent = ''
    this.#showNeeds()
  }

  async add(files: readonly File[]): Promise<void> {
    const words: string[] = []
    for (const file of files) {
      const problem = await problemWithWheel(file.name, file).catch(() => `${file.name} could not be read.`)
      if (problem === null) this.all.set(file.name, file)
      words.push(problem ?? `${file.name} is there for the next run.`)
    }
    this.#words.textContent = words.join(' ')
    this.#show()
  }

  /** Only when somebody has pressed a button that says whom it asks. */
  async #getByName(asked: string, words: HTMLElement): Promise<void> {
    if (this.#isGetting) return
    this.#setGetting(true)
    try {
      const { getWheels } = await import('./pypi/python-index.ts')
      const say = (text: string) => {
        words.textContent = text
      }
      const wheels = await getWheels(asked, { has: this.all.keys(), say })
      for (const { name, file } of wheels) this.all.set(name, file)
      const names = wheels.map(({ name }) => name)
      words.textContent = names.length === 0 ? 'It is there already.' : `There for the next run: ${names.join(', ')}.`
    } catch (error) {
      words.textContent = (error as Error).message
    } finally {
      this.#setGetting(false)
      this.#show()
    }
  }

  #setGetting(isGetting: boolean): void {
    this.#isGetting = isGetting
    for (const button of [this.#get, this.#needsGet]) button.ariaDisabled = String(isGetting)
  }

  #showNeeds(): void {
    const name = this.#needed.replace(/[^\w-].*/, '')
    this.#needs.hidden = name === ''
    const isThere = [...this.all.keys()].some((wheel) => wheel.toLowerCase().startsWith(`${name}-`))
    this.#needsGet.hidden = isThere
    part(this.#needs, 'needs-what').textContent = isThere
      ? `This program needs ${this.#needed}, which is there.`
      : `This program needs ${this.#needed}, which is not in this page. Choose its wheels from your disk, under “Wheels”, or:`
  }

  #show(): void {
    this.#changed()
    this.#showNeeds()
    const items = [...this.all.keys()].map((name) => {
      const item = document.createElement('li')
      const button = document.createElement('button')
      button.type = 'button'
      button.textContent = 'Remove'
      button.setAttribute('aria-label', `Remove ${name}`)
      button.addEventListener('click', () => {
        this.all.delete(name)
        this.#words.textContent = `${name} is removed.`
        this.#show()
      })
      item.append(name, ' ', button)
      return item
    })
    this.#list.replaceChildren(...items)
  }
}
