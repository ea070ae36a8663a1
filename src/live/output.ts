/** What the program prints, as it comes: joined by frame and capped, so that a flood does not freeze the page. */
import { PileCutter, TURNS_AT_MOST } from '../messages/limits.ts'
import { LineBlocks, type Stream } from './line-blocks.ts'

/** Tracebacks have a share of their own, so that a flood before them does not hide them. In UTF-16 units. */
const caps: Record<Stream, number> = { stdout: 200_000, stderr: 60_000 }

export class OutputView {
  readonly #target: HTMLElement
  #queue: { stream: Stream; text: string }[] = []
  #shown: Record<Stream, number> = { stdout: 0, stderr: 0 }
  #cut: Record<Stream, boolean> = { stdout: false, stderr: false }
  #turns = 0
  /** What the last turn has printed. */
  #current: Stream | null = null
  #piled = false
  /** Of the last turn. */
  #piles = new PileCutter()
  /** Null: nothing has been shown since the beginning, or since a note. */
  #blocks: LineBlocks | null = null
  /** That something is left out is to be said with the next frame. */
  #cutNow = false
  #frame = 0
  /** What has been printed, as far as it is shown. */
  readonly text: Record<Stream, string> = { stdout: '', stderr: '' }

  constructor(target: HTMLElement) {
    this.#target = target
  }

  append(stream: Stream, text: string): void {
    if (stream !== this.#current) this.#turns++
    if (this.#turns > TURNS_AT_MOST && stream === 'stdout') {
      this.#turns = TURNS_AT_MOST
      this.#cutAt('stdout')
      return
    }
    this.#current = stream
    const room = caps[stream] - this.#shown[stream]
    if (text.length > room) this.#cutAt(stream)
    const part = text.slice(0, room)
    if (part === '') return
    this.#shown[stream] += part.length
    this.text[stream] += part
    const last = this.#queue.at(-1)
    if (last?.stream === stream) last.text += part
    else this.#queue.push({ stream, text: part })
    this.#frame ||= requestAnimationFrame(() => this.flush())
  }

  #cutAt(stream: Stream): void {
    if (this.#cut[stream]) return
    this.#cut[stream] = true
    this.#cutNow = true
    this.#frame ||= requestAnimationFrame(() => this.flush())
  }

  flush(): void {
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
    const target = this.#target
    const following = target.scrollHeight - target.scrollTop - target.clientHeight < 24
    for (const { stream, text } of this.#queue) {
      if (this.#blocks?.stream !== stream) {
        this.#piles = new PileCutter()
        this.#blocks = new LineBlocks(target, stream)
      }
      const shown = this.#piles.cut(text)
      this.#piled ||= shown !== text
      this.#blocks.append(shown)
    }
    this.#queue = []
    if (this.#cutNow) this.note('From here on no more is shown; the program goes on.')
    this.#cutNow = false
    if (following) target.scrollTop = target.scrollHeight
  }

  /** The program has ended: everything is shown, and what was left out is owned up to. */
  finish(): void {
    this.flush()
    for (const note of this.#target.querySelectorAll('[data-note]')) note.remove()
    const notes: string[] = []
    if (this.#turns >= TURNS_AT_MOST && this.#cut.stdout)
      notes.push(`Output and error output took turns more than ${TURNS_AT_MOST.toLocaleString('en')} times: no more output is shown.`)
    else if (this.#cut.stdout || this.#cut.stderr)
      notes.push(`The program printed more than is shown here: the first ${caps.stdout / 1000} KB.`)
    if (this.#piled) notes.push('Where more than eight combining marks are on one character, the others are left out.')
    if (!this.#target.hasChildNodes()) notes.push('The program printed nothing.')
    for (const note of notes) this.note(note)
  }

  clear(): void {
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
    this.#queue = []
    this.#shown = { stdout: 0, stderr: 0 }
    this.#cut = { stdout: false, stderr: false }
    this.#turns = 0
    this.#current = null
    this.#piled = false
    this.#blocks = null
    this.#cutNow = false
    Object.assign(this.text, { stdout: '', stderr: '' })
    this.#target.replaceChildren()
  }

  /** Words of the page, at the end of what has been printed. */
  note(text: string): void {
    const note = document.createElement('span')
    note.dataset['note'] = ''
    note.textContent = text
    this.#target.append(note)
    this.#blocks = null
  }
}
