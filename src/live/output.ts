/** What the program prints, as it comes: joined by frame and capped, so that a flood does not freeze the page. */
export type Stream = 'stdout' | 'stderr'

/** Tracebacks have a share of their own, so that a flood before them does not hide them. In UTF-16 units. */
const caps: Record<Stream, number> = { stdout: 200_000, stderr: 60_000 }

export class OutputView {
  readonly #target: HTMLElement
  #queue: { stream: Stream; text: string }[] = []
  #shown: Record<Stream, number> = { stdout: 0, stderr: 0 }
  #cut: Record<Stream, boolean> = { stdout: false, stderr: false }
  #frame = 0
  /** What has been printed, as far as it is shown. */
  readonly text: Record<Stream, string> = { stdout: '', stderr: '' }

  constructor(target: HTMLElement) {
    this.#target = target
  }

  append(stream: Stream, text: string): void {
    const room = caps[stream] - this.#shown[stream]
    if (text.length > room) this.#cut[stream] = true
    const part = text.slice(0, room)
    if (part === '') return
    this.#shown[stream] += part.length
    this.text[stream] += part
    const last = this.#queue.at(-1)
    if (last?.stream === stream) last.text += part
    else this.#queue.push({ stream, text: part })
    this.#frame ||= requestAnimationFrame(() => this.flush())
  }

  flush(): void {
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
    const target = this.#target
    const following = target.scrollHeight - target.scrollTop - target.clientHeight < 24
    for (const { stream, text } of this.#queue) {
      let block = target.lastElementChild
      if (!(block instanceof HTMLElement) || block.dataset['stream'] !== stream) {
        block = document.createElement('span')
        ;(block as HTMLElement).dataset['stream'] = stream
        target.append(block)
      }
      block.append(text)
    }
    this.#queue = []
    if (following) target.scrollTop = target.scrollHeight
  }

  /** The program has ended: everything is shown, and what was left out is owned up to. */
  finish(): void {
    this.flush()
    const note =
      this.#cut.stdout || this.#cut.stderr
        ? `The program printed more than is shown here: the first ${caps.stdout / 1000} KB.`
        : this.#target.hasChildNodes()
          ? null
          : 'The program printed nothing.'
    if (note !== null) this.#note(note)
  }

  clear(): void {
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
    this.#queue = []
    this.#shown = { stdout: 0, stderr: 0 }
    this.#cut = { stdout: false, stderr: false }
    Object.assign(this.text, { stdout: '', stderr: '' })
    this.#target.replaceChildren()
  }

  #note(text: string): void {
    const note = document.createElement('span')
    note.dataset['note'] = ''
    note.textContent = text
    this.#target.append(note)
  }
}
