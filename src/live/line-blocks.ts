/**
 * Puts what one stream prints into blocks of whole lines, each laid out by itself: what comes last does not have all that came before laid
 * out anew, and a block that is out of sight is not laid out at all. A line is never parted, however long it is.
 */

export type Stream = 'stdout' | 'stderr'

/** A block is complete with the line that reaches one of these. */
const LINES = 200
const UTF16_UNITS = 4000

export class LineBlocks {
  readonly stream: Stream
  readonly #target: HTMLElement
  /** The one that more is put into; null where a line and a block begin. */
  #block: HTMLElement | null = null
  #blocks = 0
  #lines = 0
  #units = 0

  constructor(target: HTMLElement, stream: Stream) {
    this.#target = target
    this.stream = stream
  }

  append(text: string): void {
    let written = 0
    for (let end = 0; end < text.length; ) {
      const newline = text.indexOf('\n', end)
      const next = newline < 0 ? text.length : newline + 1
      this.#units += next - end
      end = next
      if (newline < 0) break
      this.#lines++
      if (this.#lines < LINES && this.#units < UTF16_UNITS) continue
      this.#write(text.slice(written, end))
      this.#complete()
      written = end
    }
    if (written < text.length) this.#write(text.slice(written))
  }

  #write(text: string): void {
    if (!this.#block) {
      this.#block = document.createElement('span')
      this.#block.dataset['stream'] = this.stream
      if (this.#blocks++ > 0) this.#block.className = 'lx-more'
      this.#target.append(this.#block)
    }
    this.#block.append(text)
  }

  /** Its lines never change any more, so that its height is known while it is out of sight. */
  #complete(): void {
    this.#block!.style.containIntrinsicHeight = `auto ${this.#lines}lh`
    this.#block!.classList.add('lx-complete')
    this.#block = null
    this.#lines = 0
    this.#units = 0
  }
}
