/**
 * `<psycopg2-example>`: an example of this site, or a program of one's own, in a page of anybody's. It makes a frame, in which the program is
 * shown and run; the page around it is told what happens, and reaches nothing else.
 *
 * The build puts this file at /embed.js as it is, without its types: it imports nothing. Its contract is in content/docs/embed.mdx.
 */
import type { EmbeddedResult, FromFrame, Theme, ToFrame } from '../messages/embed.ts'

const ADDRESS = new URL('embed/frame/', import.meta.url)
const THEMES: readonly string[] = ['light', 'dark'] satisfies Theme[]
const HEIGHT_AT_MOST = 10_000

const STYLE = `
  :host { display: block; }
  :host([hidden]) { display: none; }
  iframe { display: block; width: 100%; height: 24rem; border: 0; }
`

interface Call {
  resolve(result: EmbeddedResult): void
  reject(error: Error): void
}

const isObject = (it: unknown): it is Readonly<Record<string, unknown>> => typeof it === 'object' && it !== null

const isResult = (it: unknown): it is EmbeddedResult =>
  isObject(it) &&
  typeof it['stdout'] === 'string' &&
  typeof it['stderr'] === 'string' &&
  isObject(it['exception'] ?? {}) &&
  Array.isArray(it['events']) &&
  typeof it['durationMs'] === 'number'

function isFromFrame(it: unknown): it is FromFrame {
  if (!isObject(it)) return false
  if (it['type'] === 'psycopg2-example ready') return true
  if (it['type'] === 'psycopg2-example height') return Number.isFinite(it['height'])
  if (it['type'] === 'psycopg2-example code') return typeof it['code'] === 'string'
  if (it['type'] === 'psycopg2-example state') return typeof it['state'] === 'string'
  return (
    it['type'] === 'psycopg2-example end' &&
    (it['call'] === null || Number.isSafeInteger(it['call'])) &&
    (it['result'] === null || isResult(it['result'])) &&
    typeof it['message'] === 'string'
  )
}

/** Without the empty lines around it, and without what all of its lines are indented by. */
function dedent(text: string): string {
  const lines = text
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd()
    .split('\n')
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)![0].length)
  const least = Math.min(...indents, Number.MAX_SAFE_INTEGER)
  return lines.map((line) => `${line.slice(least)}\n`).join('')
}

class Psycopg2Example extends HTMLElement {
  static readonly observedAttributes = ['example', 'heading', 'setup', 'theme']

  readonly #frame: HTMLIFrameElement
  readonly #calls = new Map<number, Call>()
  #number = 0
  #isReady = false
  #state = 'idle'
  /** What the reader has made of it; null: what the page has. */
  #code: string | null = null
  #listeners = new AbortController()

  constructor() {
    super()
    this.#frame = document.createElement('iframe')
    // Nothing that the frame holds leads the page around it elsewhere
    this.#frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-downloads allow-popups allow-popups-to-escape-sandbox')
    this.#frame.allow = 'clipboard-write'
    this.#frame.loading = 'lazy'
    const style = document.createElement('style')
    style.textContent = STYLE
    this.attachShadow({ mode: 'open' }).append(style, this.#frame)
  }

  get code(): string {
    return this.#code ?? dedent(this.textContent ?? '')
  }

  set code(code: string) {
    this.#code = String(code)
    this.removeAttribute('example')
    this.#open()
  }

  get state(): string {
    return this.#state
  }

  /** Runs the program as it stands. One that fails is a result; only a broken engine rejects. */
  run(): Promise<EmbeddedResult> {
    const call = ++this.#number
    // A frame that is out of sight has not been loaded, and would wait for ever
    this.#frame.loading = 'eager'
    return new Promise((resolve, reject) => {
      this.#calls.set(call, { resolve, reject })
      this.#say({ type: 'psycopg2-example run', call })
    })
  }

  /** As Ctrl+C would. */
  stop(): void {
    this.#say({ type: 'psycopg2-example stop' })
  }

  connectedCallback(): void {
    this.#listeners.abort()
    this.#listeners = new AbortController()
    addEventListener('message', (event) => this.#receive(event), { signal: this.#listeners.signal })
    this.#frame.title = this.getAttribute('heading') ?? 'A program with psycopg2'
    // A frame that is moved is loaded anew
    this.#isReady = false
    this.#frame.src = ADDRESS.href
  }

  disconnectedCallback(): void {
    this.#listeners.abort()
    this.#end('The example is no longer in the page.')
  }

  attributeChangedCallback(name: string): void {
    if (name === 'theme') this.#say(this.#theme())
    else this.#open()
  }

  #open(): void {
    const example = this.getAttribute('example')
    const heading = this.getAttribute('heading') ?? ''
    const shown = example === null ? { title: heading, code: this.code, setup: this.getAttribute('setup') } : { example }
    this.#say({ type: 'psycopg2-example open', ...shown })
  }

  #theme(): ToFrame {
    const theme = this.getAttribute('theme') ?? ''
    return { type: 'psycopg2-example theme', theme: THEMES.includes(theme) ? (theme as Theme) : 'auto' }
  }

  /** A frame that is not ready is told all of it when it is. */
  #say(message: ToFrame): void {
    if (this.#isReady) this.#frame.contentWindow?.postMessage(message, ADDRESS.origin)
  }

  /** Of other windows, and of what may have taken the frame's place, nothing is heard. */
  #receive({ source, origin, data }: MessageEvent<unknown>): void {
    if (source !== this.#frame.contentWindow || origin !== ADDRESS.origin || !isFromFrame(data)) return
    switch (data.type) {
      case 'psycopg2-example ready':
        this.#isReady = true
        this.#say(this.#theme())
        this.#open()
        for (const call of this.#calls.keys()) this.#say({ type: 'psycopg2-example run', call })
        break
      case 'psycopg2-example height':
        this.#frame.style.height = `${Math.min(Math.max(data.height, 0), HEIGHT_AT_MOST)}px`
        break
      case 'psycopg2-example code':
        this.#code = data.code
        break
      case 'psycopg2-example state':
        this.#state = data.state
        this.setAttribute('state', data.state)
        if (data.state === 'running') this.#tell('run', { code: this.code })
        break
      default:
        this.#ended(data)
    }
  }

  #ended({ call, result, message }: Extract<FromFrame, { readonly call: number | null }>): void {
    const waiting = call === null ? undefined : this.#calls.get(call)
    if (call !== null) this.#calls.delete(call)
    if (result) waiting?.resolve(result)
    else waiting?.reject(new Error(message))
    this.#tell('result', { result, message })
  }

  #end(message: string): void {
    for (const { reject } of this.#calls.values()) reject(new Error(message))
    this.#calls.clear()
    this.#isReady = false
  }

  #tell(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }))
  }
}

if (!customElements.get('psycopg2-example')) customElements.define('psycopg2-example', Psycopg2Example)
