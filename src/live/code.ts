/** The program a reader sees: static until the reader edits, then an editor in its place, which is loaded on demand. */
import type { Editor } from './editor.ts'

export interface CodeOptions {
  readonly target: HTMLElement
  readonly label: string
  /** The id of the text that says how to leave the editor. */
  readonly describedBy: string
  changed(code: string): void
  run(): void
  /** A line's number has been pressed; false: that means nothing. */
  numbered(line: number): Promise<boolean>
  /** The editor is there, or begins to be. */
  editing(): void
}

/** So much of a long text is shown until the editor is there: a megabyte of lines would hold up the page for seconds. In UTF-16 units. */
const SHOWN = 20_000

/** How wide the numbers are in live.css. */
const NUMBER_REM = 3

export class CodeView {
  readonly original: string
  readonly #options: CodeOptions
  readonly #pre: HTMLElement
  readonly #lines: HTMLElement
  readonly #originalNodes: readonly Node[]
  #code: string
  #editor: Editor | null = null
  #loading = false
  #marked: readonly Element[] = []
  #wraps = false
  /** Those that are marked. */
  #current: readonly number[] = []
  #frame = 0

  constructor(options: CodeOptions) {
    this.#options = options
    this.#pre = options.target.querySelector('pre')!
    this.#lines = this.#pre.querySelector('code')!
    this.original = this.#lines.textContent
    this.#code = this.original
    this.#originalNodes = [...this.#lines.childNodes].map((node) => node.cloneNode(true))
  }

  get code(): string {
    return this.#editor?.code ?? this.#code
  }

  set code(code: string) {
    if (code === this.code) return
    if (this.#editor) {
      this.#editor.code = code
      return
    }
    this.#code = code
    const original = code === this.original
    this.#lines.replaceChildren(...(original ? this.#originalNodes.map((node) => node.cloneNode(true)) : plainLines(code.slice(0, SHOWN))))
    this.#options.changed(code)
  }

  /** Another program, which has nothing of this one's history. */
  replace(code: string): void {
    this.#editor?.destroy()
    this.#editor = null
    this.#pre.hidden = false
    this.#code = ''
    this.#lines.replaceChildren()
    this.code = code
  }

  /** Whether a line that is too long goes on in the next. */
  get wraps(): boolean {
    return this.#wraps
  }

  set wraps(wraps: boolean) {
    this.#wraps = wraps
    this.#options.target.classList.toggle('lx-wraps', wraps)
    this.#editor?.wrap(wraps)
  }

  /** The code as it is now is what is executed from here on. */
  begin(): void {
    this.#editor?.begin()
  }

  /** Marks the lines being executed, from 1; a program that hurries through its lines is followed frame by frame. */
  mark(lines: readonly number[]): void {
    if (lines.join() === this.#current.join()) return
    this.#current = lines
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0
      this.#editor?.mark(this.#current)
      for (const line of this.#marked) line.classList.remove('lx-current')
      const all = this.#editor || this.#current.length === 0 ? [] : this.#lines.querySelectorAll('.line')
      this.#marked = this.#current.flatMap((line) => all[line - 1] ?? [])
      for (const line of this.#marked) line.classList.add('lx-current')
    })
  }

  /** A click edits at once. By keyboard, Tab passes by and Enter edits. */
  listen(signal: AbortSignal): void {
    const pre = this.#pre
    pre.addEventListener('focus', () => void import('./editor.ts').catch(() => {}), { signal })
    pre.addEventListener('keydown', (event) => this.#key(event), { signal })
    // A press on a line's number asks for its moment. A reader who has marked text wants to copy it, not to edit.
    const clicked = async (event: MouseEvent) => {
      const line = this.#numberAt(event)
      if (line !== null && (await this.#options.numbered(line))) return
      if (getSelection()?.isCollapsed ?? true) void this.edit()
    }
    pre.addEventListener('click', (event) => void clicked(event), { signal })
    const inEditor = (event: MouseEvent) => {
      const number = (event.target as Element).closest('.cm-gutterElement')
      if (number) void this.#options.numbered(Number(number.textContent))
    }
    this.#options.target.addEventListener('click', inEditor, { signal })
  }

  /** Puts the editor in the place of the static code; what was typed or chosen until it has loaded is kept. */
  async edit(focus = true): Promise<void> {
    if (this.#editor || this.#loading) return
    this.#loading = true
    this.#options.editing()
    try {
      const { createEditor } = await import('./editor.ts')
      const { target, label, describedBy, changed, run } = this.#options
      const selection = this.#selection()
      // As high as what it replaces, so that nothing moves; longer code scrolls
      target.style.setProperty('--lx-code-height', `${this.#pre.offsetHeight}px`)
      this.#editor = createEditor({ parent: target, code: this.#code, selection, label, describedBy, wraps: this.#wraps, changed, run })
      this.#pre.hidden = true
      this.#editor.mark(this.#current)
      if (focus) this.#editor.focus()
    } catch {
      // The editor could not be fetched: the static code stays and runs; the next try fetches again.
    } finally {
      this.#loading = false
    }
  }

  /** The line whose number has been pressed. */
  #numberAt({ target, clientX }: MouseEvent): number | null {
    const line = (target as Element).closest('.line')
    if (!line) return null
    const { left } = line.getBoundingClientRect()
    if (clientX - left > NUMBER_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize)) return null
    return [...this.#lines.querySelectorAll('.line')].indexOf(line) + 1
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.altKey || event.shiftKey) return
    event.preventDefault()
    if (event.ctrlKey || event.metaKey) this.#options.run()
    else void this.edit()
  }

  /** The caret in the static code, as an offset into the text. */
  #selection(): { anchor: number; head: number } | null {
    const chosen = getSelection()
    if (!chosen?.focusNode || !this.#lines.contains(chosen.focusNode)) return null
    const range = document.createRange()
    range.selectNodeContents(this.#lines)
    range.setEnd(chosen.focusNode, chosen.focusOffset)
    const offset = range.toString().length
    return { anchor: offset, head: offset }
  }
}

function plainLines(code: string): (Node | string)[] {
  return code.split('\n').flatMap((text, index) => {
    const line = document.createElement('span')
    line.className = 'line'
    line.textContent = text
    return index === 0 ? [line] : ['\n', line]
  })
}
