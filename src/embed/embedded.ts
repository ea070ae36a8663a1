/** The program in a frame, and what the page around the frame says and is told. */
import type { LiveExample } from '../live/element.ts'
import type { FromFrame, Theme, ToFrame } from '../messages/embed.ts'
import { exampleProgram } from '../playground/example-program.ts'
import { fromLink, isLink, toLink } from '../playground/link.ts'
import { part } from '../playground/parts.ts'
import { MAIN, type Program, requestOf, SETUP, titleOf } from '../playground/program.ts'
import { isToFrame } from './to-frame.ts'

const EXAMPLE = 'example='

export class Embedded {
  readonly #live: LiveExample
  readonly #title: HTMLElement
  readonly #words: HTMLElement
  readonly #inPlayground: HTMLAnchorElement
  readonly #playground: string
  readonly #examples: string
  /** Resolves when what was last asked for is shown, or cannot be. */
  #opening = Promise.resolve()
  #openings = 0
  #shown: Program = { title: titleOf(''), files: new Map([[MAIN, '']]) }
  /** Runs that the page around has asked for. */
  #called = 0

  constructor(root: HTMLElement) {
    this.#live = root.querySelector<LiveExample>('live-example')!
    this.#title = part(root, 'title')
    this.#words = part(root, 'words')
    this.#inPlayground = part(root, 'in-playground')
    this.#playground = this.#inPlayground.href
    this.#examples = part<HTMLAnchorElement>(root, 'examples').href
  }

  begin(): void {
    this.#live.addEventListener('live-code', () => this.#codeIs(this.#live.code))
    this.#live.addEventListener('live-state', () => this.#stateIs(this.#live.state))
    // What other windows say is not for this one
    addEventListener('message', ({ source, data }) => {
      if (source === window.parent && source !== window && isToFrame(data)) this.#hear(data)
    })
    addEventListener('hashchange', () => this.#follow(location.hash.slice(1)))
    this.#follow(location.hash.slice(1))
    tell({ type: 'psycopg2-example ready' })
    const observer = new ResizeObserver(([body]) => {
      tell({ type: 'psycopg2-example height', height: Math.ceil(body!.borderBoxSize[0]!.blockSize) })
    })
    observer.observe(document.body)
  }

  #hear(message: ToFrame): void {
    switch (message.type) {
      case 'psycopg2-example theme':
        setTheme(message.theme)
        break
      case 'psycopg2-example stop':
        this.#live.stop()
        break
      case 'psycopg2-example run':
        this.#called++
        void this.#opening.then(() => this.#run(message.call)).finally(() => this.#called--)
        break
      default:
        this.#open('example' in message ? () => exampleProgram(this.#examples, message.example) : () => programOf(message))
    }
  }

  /** Opens what the address names after its `#`, if anything: for those who want no script of this site in their page. */
  #follow(hash: string): void {
    if (isLink(hash)) this.#open(() => fromLink(hash))
    else if (hash.startsWith(EXAMPLE)) this.#open(() => exampleProgram(this.#examples, hash.slice(EXAMPLE.length)))
  }

  #open(get: () => Program | Promise<Program>): void {
    const opening = ++this.#openings
    this.#opening = (async () => {
      try {
        const program = await get()
        if (opening === this.#openings) this.#show(program)
      } catch (error) {
        if (opening === this.#openings) this.#words.textContent = (error as Error).message
      }
    })()
  }

  #show(program: Program): void {
    this.#shown = program
    this.#words.textContent = ''
    this.#title.textContent = program.title
    const { code, beside } = requestOf(program)
    this.#live.beside = beside
    this.#live.open(code)
    this.#codeIs(code)
  }

  #codeIs(code: string): void {
    tell({ type: 'psycopg2-example code', code })
    const { title, files } = this.#shown
    void toLink({ title, files: new Map(files).set(MAIN, code) }).then((link) => {
      this.#inPlayground.href = link === null ? this.#playground : `${this.#playground}#${link}`
    })
  }

  #stateIs(state: string): void {
    tell({ type: 'psycopg2-example state', state })
    // The reader has pressed Run
    if (state === 'loading' && this.#called === 0) void this.#run(null)
  }

  /** If one is going on, that one. */
  async #run(call: number | null): Promise<void> {
    const end = { type: 'psycopg2-example end', call } as const
    try {
      const { stdout, stderr, exception, events, durationMs } = await this.#live.run()
      tell({ ...end, result: { stdout, stderr, exception, events, durationMs }, message: '' })
    } catch (error) {
      tell({ ...end, result: null, message: (error as Error).message })
    }
  }
}

/** Whoever holds this frame may know what it shows. */
function tell(message: FromFrame): void {
  if (window.parent !== window) window.parent.postMessage(message, '*')
}

function setTheme(theme: Theme): void {
  const isLight = theme === 'auto' ? matchMedia('(prefers-color-scheme: light)').matches : theme === 'light'
  document.documentElement.dataset['theme'] = isLight ? 'light' : 'dark'
}

const programOf = ({ title, code, setup }: { readonly title: string; readonly code: string; readonly setup: string | null }): Program => ({
  title: titleOf(title),
  files: new Map([[MAIN, code], ...(setup === null ? [] : [[SETUP, setup] as const])]),
})
