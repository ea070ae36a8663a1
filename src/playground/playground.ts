/** One program at a time, of those that are kept: opened, edited, run, and kept again. */
import type { LiveExample } from '../live/element.ts'
import { kept } from '../live/kept.ts'
import { tabStorage } from '../live/tab-storage.ts'
import { exampleProgram } from './example-program.ts'
import { FilesView } from './files-view.ts'
import { getById } from './get-by-id.ts'
import { fromLink, isLink } from './link.ts'
import { Notice } from './notice.ts'
import { part } from './parts.ts'
import { MAIN, type Program, requestOf, titleOf } from './program.ts'
import { type KeptProgram, programs } from './programs.ts'
import { SharingView } from './sharing.ts'
import { readTemplate, type Template } from './template.ts'
import { WheelsView } from './wheels-view.ts'

/** Writing a megabyte with each key would be felt. In milliseconds. */
const PAUSE = 250
/** The program that this tab has open. */
const OPENED = 'playground'
const EXAMPLE = 'example='
const RECORDING = 'recording='
const NOT_KEPT =
  'This browser does not keep your program: its storage is full, or closed to this page. Throw a program away, or download or share this one.'

export class Playground {
  readonly #root: HTMLElement
  readonly #live: LiveExample
  readonly #title: HTMLInputElement
  readonly #list: HTMLSelectElement
  readonly #files: FilesView
  readonly #notice: Notice
  readonly #wheels: WheelsView
  readonly #apart: HTMLElement
  readonly #chosen: (isForeign: boolean) => void
  /** Null: what is open has not been kept, as nobody has changed it. */
  #kept: KeptProgram | null = null
  /** Ends listening to other tabs. */
  #watching = new AbortController()
  #waiting: ReturnType<typeof setTimeout> | undefined
  /** A later one has been asked for. */
  #opening = 0

  /** `chosen` hears of each program that is opened whether it came from elsewhere. */
  constructor(root: HTMLElement, chosen: (isForeign: boolean) => void) {
    this.#root = root
    this.#chosen = chosen
    this.#apart = part(root, 'apart')
    this.#live = root.querySelector<LiveExample>('live-example')!
    this.#title = part(root, 'title')
    this.#list = part(root, 'programs')
    this.#notice = new Notice(part(root, 'notice'), part(root, 'notice-undo'))
    this.#files = new FilesView({
      parts: {
        tabs: part(root, 'files'),
        main: part(root, 'code'),
        field: part(root, 'file'),
        name: part(root, 'file-name'),
        add: part(root, 'file-add'),
        remove: part(root, 'file-remove'),
        problem: part(root, 'file-problem'),
      },
      changed: () => this.#changed(),
      removed: (name, restore) => this.#notice.say(`${name} is removed.`, restore),
    })
    this.#wheels = new WheelsView(root, () => this.#beside())
    this.#listen()
    new SharingView(root, () => this.program)
    void this.#begin()
  }

  get program(): Program {
    return { title: titleOf(this.#title.value), files: this.#files.all, ...(!this.#apart.hidden && { isForeign: true }) }
  }

  #listen(): void {
    this.#live.addEventListener('live-code', (event) => {
      const { code } = (event as CustomEvent<{ code: string }>).detail
      if (code === this.#files.all.get(MAIN)) return
      this.#files.main = code
      this.#changed()
    })
    this.#title.addEventListener('input', () => this.#changed())
    this.#list.addEventListener('change', () => {
      const chosen = programs.load(this.#list.value)
      if (chosen) this.#open(chosen, chosen)
      else this.#showList()
    })
    this.#list.addEventListener('focus', () => this.#showList())
    part(this.#root, 'adopt').addEventListener('click', () => this.#adopt())
    part(this.#root, 'discard').addEventListener('click', () => this.#discard())
    const templates = part(this.#root, 'templates')
    templates.addEventListener('click', (event) => {
      const link = (event.target as Element).closest('a')
      if (!link) return
      event.preventDefault()
      templates.removeAttribute('open')
      templates.querySelector('summary')!.focus()
      void this.#goTo(link.hash)
    })
    addEventListener('hashchange', () => void this.#goTo(location.hash))
    addEventListener('pagehide', () => this.#flush())
    document.addEventListener('visibilitychange', () => document.hidden && this.#flush())
  }

  async #begin(): Promise<void> {
    const words = await this.#follow(location.hash.slice(1))
    if (words === null) return
    const opened = programs.load(tabStorage.load(OPENED) ?? '') ?? programs.all()[0]
    if (opened) this.#open(opened, opened, words)
    else this.#open({ title: this.#title.value, files: new Map([[MAIN, this.#live.code]]) }, null, words)
  }

  async #goTo(hash: string): Promise<void> {
    const words = await this.#follow(hash.slice(1))
    if (words) this.#notice.say(words)
  }

  /** Opens what an address names after its `#`. Why it cannot be opened, in words; `''` if it names nothing. */
  async #follow(hash: string): Promise<string | null> {
    if (![EXAMPLE, RECORDING].some((kind) => hash.startsWith(kind)) && !isLink(hash)) return ''
    const opening = ++this.#opening
    try {
      if (hash.startsWith(RECORDING)) {
        const template = await this.#recording(hash.slice(RECORDING.length))
        if (opening === this.#opening) this.#openTemplate(template)
        return null
      }
      const [program, words] = isLink(hash)
        ? [{ ...(await fromLink(hash)), isForeign: true }, cameByLink]
        : await this.#example(hash.slice(EXAMPLE.length))
      if (opening === this.#opening) this.#open(program, null, typeof words === 'string' ? words : words(program))
      return null
    } catch (error) {
      return (error as Error).message
    }
  }

  async #example(id: string): Promise<[Program, string]> {
    const folder = part<HTMLAnchorElement>(this.#root, 'examples').href
    const program = await exampleProgram(folder, id)
    const typed = kept.load(`draft ${id}`)
    const files = typed === null ? program.files : new Map(program.files).set(MAIN, typed)
    return [{ ...program, files }, typed === null ? 'From the examples.' : 'From the examples, with what you have typed there.']
  }

  #recording(id: string): Promise<Template> {
    return getById(id, {
      what: 'program',
      elsewhere: ' here. “New” has those that there are.',
      address: (id) => new URL(`${id}.json`, location.href).href,
      read: readTemplate,
    })
  }

  /** With what it needs, and what it printed for real. */
  #openTemplate(template: Template): void {
    this.#open({ title: template.title, files: template.files }, null, 'From the recordings.')
    this.#wheels.need(template.needs)
    part(this.#root, 'recorded').hidden = false
    part(this.#root, 'recorded-output').textContent = template.recorded.output
    part(this.#root, 'recorded-versions').textContent = template.recorded.versions.join(', ')
  }

  #open(program: Program, keptProgram: KeptProgram | null, words = ''): void {
    this.#flush()
    const { code } = requestOf(program)
    this.#setKept(keptProgram)
    this.#title.value = program.title
    this.#files.open(program.files)
    this.#live.open(code)
    this.#wheels.need('')
    part(this.#root, 'recorded').hidden = true
    this.#setForeign(program.isForeign === true)
    this.#beside()
    this.#notice.say(words)
    this.#showList()
  }

  #setForeign(isForeign: boolean): void {
    this.#apart.hidden = !isForeign
    this.#chosen(isForeign)
  }

  /** What came from elsewhere is the reader's own from now on. */
  #adopt(): void {
    this.#setForeign(false)
    this.#changed()
    this.#flush()
    if (this.#kept) this.#notice.say(`“${this.program.title}” is one of your programs now.`)
    part(this.#root, 'run').focus()
  }

  /** What a run finds beside `main.py`. */
  #beside(): void {
    this.#live.beside = { ...requestOf(this.program).beside, wheels: new Map(this.#wheels.all) }
  }

  #changed(): void {
    this.#beside()
    clearTimeout(this.#waiting)
    this.#waiting = setTimeout(() => this.#flush(), PAUSE)
  }

  /** Keeps what has been changed. */
  #flush(): void {
    if (this.#waiting === undefined) return
    clearTimeout(this.#waiting)
    this.#waiting = undefined
    const { program } = this
    const saved = this.#kept ? programs.save(this.#kept, program) : null
    if (saved?.tag === 'kept') this.#setKept(saved.program)
    else if (saved?.tag === 'changed') {
      const title = titleOf(`${program.title} (from another tab)`)
      this.#add(
        { ...program, title },
        `Another tab has changed “${program.title}” too. What you have here is now a program of its own: “${title}”.`,
      )
    } else if (saved?.tag === 'full') this.#notice.say(NOT_KEPT)
    else this.#add(program)
    this.#showList()
  }

  /** As a new program. */
  #add(program: Program, words?: string): void {
    const added = programs.add(program)
    if (!added) {
      this.#notice.say(NOT_KEPT)
      return
    }
    this.#setKept(added)
    this.#title.value = program.title
    if (words !== undefined) this.#notice.say(words)
    // A reload is to show what is kept, and not what the address had
    if (location.hash !== '') history.replaceState(null, '', location.pathname)
  }

  #setKept(program: KeptProgram | null): void {
    this.#kept = program
    this.#watching.abort()
    this.#watching = new AbortController()
    if (program) tabStorage.save(OPENED, program.id)
    else tabStorage.remove(OPENED)
    if (program) programs.watch(program.id, (changed) => this.#changedElsewhere(changed), this.#watching.signal)
  }

  /** Another tab's text is shown, but never under somebody's hands. */
  #changedElsewhere(program: KeptProgram | null): void {
    const isAtWork = this.#waiting !== undefined || this.#root.contains(document.activeElement) || this.#live.state === 'running'
    if (!program) this.#notice.say('Another tab has thrown this program away. It is kept again as soon as you change it.')
    else if (isAtWork)
      this.#notice.say('Another tab is changing this program, too. Whatever you change here from now on becomes a program of its own.')
    else this.#open(program, program, 'As another tab has changed it.')
  }

  #discard(): void {
    this.#flush()
    const { program } = this
    if (this.#kept) programs.remove(this.#kept.id)
    const next = programs.all()[0]
    if (next) this.#open(next, next)
    else this.#open({ title: titleOf(''), files: new Map([[MAIN, '']]) }, null)
    this.#notice.say(`“${program.title}” is thrown away.`, () => {
      const added = programs.add(program)
      this.#open(program, added, added ? '' : NOT_KEPT)
    })
  }

  #showList(): void {
    const { id = '' } = this.#kept ?? {}
    const option = (value: string, text: string) => new Option(text, value, value === id, value === id)
    const all = programs.all().map((program) => option(program.id, program.title))
    this.#list.replaceChildren(...(this.#kept ? [] : [option('', `${this.#title.value} (not kept)`)]), ...all)
  }
}

function cameByLink({ files }: Program): string {
  const names = [...files].map(([name, text]) => `${name} (${text.split('\n').length} lines)`)
  return `This program came by a link: ${names.join(', ')}. Nothing of it has been run. Read it before you press Run.`
}
