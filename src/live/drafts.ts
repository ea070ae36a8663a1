/** What a reader has typed into an example: kept for good, a moment after the last key, and at the latest when the page is left. */
import { kept } from './kept.ts'

/** Writing a megabyte with each key would be felt. */
const PAUSE_MS = 250

export class Draft {
  readonly #name: string
  /** Hears whether the latest text is kept. */
  readonly #told: (isKept: boolean) => void
  /** Undefined: all is kept. */
  #waiting: string | null | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(id: string, told: (isKept: boolean) => void) {
    this.#name = `draft ${id}`
    this.#told = told
  }

  load(): string | null {
    return kept.load(this.#name)
  }

  /** Null: there is nothing to keep. */
  save(text: string | null): void {
    this.#waiting = text
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.flush(), PAUSE_MS)
  }

  flush(): void {
    clearTimeout(this.#timer)
    const text = this.#waiting
    this.#waiting = undefined
    if (text === undefined) return
    if (text === null) kept.remove(this.#name)
    this.#told(text === null || kept.save(this.#name, text))
  }

  /** `changed`: another tab has kept another text. */
  listen(changed: (text: string | null) => void, signal: AbortSignal): void {
    kept.watch(this.#name, (text) => this.#waiting === undefined && changed(text), signal)
    addEventListener('pagehide', () => this.flush(), { signal })
    document.addEventListener('visibilitychange', () => document.hidden && this.flush(), { signal })
  }
}
