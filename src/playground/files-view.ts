/** The files of a program, of which one is shown: `main.py` in the editor of the element, each other in a field of its own. */
import { MAIN, problemWithName, SETUP } from './program.ts'

export interface FilesParts {
  readonly tabs: HTMLElement
  /** Where `main.py` is edited. */
  readonly main: HTMLElement
  readonly field: HTMLTextAreaElement
  readonly name: HTMLInputElement
  readonly add: HTMLButtonElement
  readonly remove: HTMLButtonElement
  readonly problem: HTMLElement
}

interface FilesOptions {
  readonly parts: FilesParts
  /** The files are others now. */
  changed(files: ReadonlyMap<string, string>): void
  /** A file has been taken away; `restore` puts it back. */
  removed(name: string, restore: () => void): void
}

export class FilesView {
  readonly #parts: FilesParts
  readonly #options: FilesOptions
  #files: ReadonlyMap<string, string> = new Map()
  #shown = MAIN

  constructor(options: FilesOptions) {
    this.#options = options
    this.#parts = options.parts
    const { tabs, field, name, add, remove } = this.#parts
    tabs.addEventListener('keydown', (event) => this.#key(event))
    field.addEventListener('input', () => this.#change(new Map(this.#files).set(this.#shown, field.value)))
    add.addEventListener('click', () => this.#add(name.value.trim()))
    name.addEventListener('keydown', (event) => event.key === 'Enter' && !event.isComposing && add.click())
    name.addEventListener('input', () => this.#say(''))
    remove.addEventListener('click', () => this.#remove())
  }

  /** Of another program. */
  open(files: ReadonlyMap<string, string>): void {
    this.#files = files
    this.#say('')
    this.#parts.name.value = ''
    this.#show(MAIN)
  }

  /** What `main.py` has become. */
  set main(text: string) {
    this.#files = new Map(this.#files).set(MAIN, text)
  }

  get all(): ReadonlyMap<string, string> {
    return this.#files
  }

  #change(files: ReadonlyMap<string, string>): void {
    this.#files = files
    this.#options.changed(files)
  }

  #add(name: string): void {
    const problem = problemWithName(name, this.#files)
    if (problem !== null) {
      this.#say(problem)
      this.#parts.name.focus()
      return
    }
    this.#parts.name.value = ''
    this.#change(new Map(this.#files).set(name, name === SETUP ? '-- A superuser runs this before each run\n' : ''))
    this.#show(name)
    this.#parts.field.focus()
  }

  #remove(): void {
    const name = this.#shown
    const before = this.#files
    const text = before.get(name)!
    this.#change(new Map([...before].filter(([other]) => other !== name)))
    this.#show(MAIN)
    this.#tab(MAIN)?.focus()
    this.#options.removed(name, () => {
      this.#change(new Map(this.#files).set(name, text))
      this.#show(name)
    })
  }

  #show(name: string): void {
    const { tabs, main, field, remove } = this.#parts
    this.#shown = name
    tabs.replaceChildren(...[...this.#files.keys()].map((file) => this.#makeTab(file)))
    main.hidden = name !== MAIN
    field.hidden = name === MAIN
    field.value = name === MAIN ? '' : this.#files.get(name)!
    field.setAttribute('aria-label', `Text of ${name}`)
    remove.hidden = name === MAIN
    remove.textContent = `Remove ${name}`
  }

  #makeTab(name: string): HTMLElement {
    const tab = document.createElement('button')
    const isShown = name === this.#shown
    tab.type = 'button'
    tab.role = 'tab'
    tab.textContent = name
    tab.dataset['file'] = name
    tab.tabIndex = isShown ? 0 : -1
    tab.setAttribute('aria-selected', String(isShown))
    tab.setAttribute('aria-controls', name === MAIN ? this.#parts.main.id : this.#parts.field.id)
    tab.addEventListener('click', () => {
      this.#show(name)
      this.#tab(name)?.focus()
    })
    return tab
  }

  #tab = (name: string): HTMLElement | undefined =>
    [...this.#parts.tabs.querySelectorAll<HTMLElement>('[role="tab"]')].find(({ dataset }) => dataset['file'] === name)

  /** As in any list of tabs. */
  #key(event: KeyboardEvent): void {
    const names = [...this.#files.keys()]
    const at = names.indexOf(this.#shown)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: names.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    this.#tab(names.at(to % names.length)!)?.click()
  }

  #say(problem: string): void {
    this.#parts.problem.textContent = problem
  }
}
