/** The wheels that programs find in this tab, until it is closed. They stay in the page. */
import { part } from './parts.ts'
import { problemWithWheel } from './wheels.ts'

export class WheelsView {
  readonly all = new Map<string, Blob>()
  readonly #list: HTMLElement
  readonly #words: HTMLElement
  readonly #changed: () => void

  constructor(root: HTMLElement, changed: () => void) {
    this.#changed = changed
    this.#list = part(root, 'wheels-list')
    this.#words = part(root, 'wheels-words')
    const field = part<HTMLInputElement>(root, 'wheels-file')
    field.addEventListener('change', () => {
      const chosen = [...(field.files ?? [])]
      field.value = ''
      void this.add(chosen)
    })
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

  #show(): void {
    this.#changed()
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
