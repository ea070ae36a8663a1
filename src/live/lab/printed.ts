/** What of the output has been printed at a moment: the rest is painted over, without a change to the page's elements. */
import type { Moment } from '../../timeline/moment.ts'
import type { Stream } from '../line-blocks.ts'

type Printed = Moment['printed']

/** A page paints all its examples' ranges in the same way; null where a browser cannot, which then shows all of the output. */
const highlight = (name: string) => {
  if (!globalThis.CSS?.highlights) return null
  const found = CSS.highlights.get(name) ?? new Highlight()
  CSS.highlights.set(name, found)
  return found
}

export class PrintedView {
  readonly #output: HTMLElement
  readonly #future = highlight('lx-future')
  readonly #latest = highlight('lx-latest')
  #ranges: Range[] = []
  #shown = ''

  constructor(output: HTMLElement) {
    this.#output = output
  }

  /** `before` is what was printed before the latest output; null shows everything. */
  show(printed: Printed | null, before: Printed | null): void {
    // While a program runs more is printed, though the moment stays
    const { children, lastElementChild } = this.#output
    const shown = JSON.stringify([printed, before, children.length, lastElementChild?.childNodes.length])
    if (shown === this.#shown) return
    this.#shown = shown
    this.clear()
    if (!printed || !this.#future) return
    for (const { stream, start, text } of this.#texts()) {
      // A traceback may differ from the recorded one in what is not compared: it comes as a whole
      const written = stream === 'stderr' && printed.stderr > 0 ? Number.POSITIVE_INFINITY : printed[stream]
      this.#paint(this.#future, text, written - start, text.length)
      if (before && written < Number.POSITIVE_INFINITY) this.#paint(this.#latest!, text, before[stream] - start, written - start)
    }
  }

  /** Everything is shown as it is. */
  clear(): void {
    for (const range of this.#ranges) {
      this.#future?.delete(range)
      this.#latest?.delete(range)
    }
    this.#ranges = []
  }

  /** Where in its stream a point of the page is; null if it is not in the output. */
  offset(x: number, y: number): { readonly stream: Stream; readonly offset: number } | null {
    const caret = caretAt(x, y)
    const found = caret && this.#texts().find(({ text }) => text === caret.node)
    return found ? { stream: found.stream, offset: found.start + caret.offset } : null
  }

  #paint(highlight: Highlight, text: Text, from: number, to: number): void {
    const start = Math.max(0, Math.min(from, text.length))
    const end = Math.max(0, Math.min(to, text.length))
    if (start >= end) return
    const range = new Range()
    range.setStart(text, start)
    range.setEnd(text, end)
    highlight.add(range)
    this.#ranges.push(range)
  }

  #texts(): { readonly stream: Stream; readonly start: number; readonly text: Text }[] {
    const written = { stdout: 0, stderr: 0 }
    return [...this.#output.querySelectorAll<HTMLElement>('[data-stream]')].flatMap((block) =>
      [...block.childNodes].flatMap((text) => {
        if (!(text instanceof Text)) return []
        const stream = block.dataset['stream'] as Stream
        const start = written[stream]
        written[stream] += text.length
        return [{ stream, start, text }]
      }),
    )
  }
}

function caretAt(x: number, y: number): { readonly node: Node; readonly offset: number } | null {
  const position = document.caretPositionFromPoint?.(x, y)
  if (position) return { node: position.offsetNode, offset: position.offset }
  const range = document.caretRangeFromPoint?.(x, y)
  return range ? { node: range.startContainer, offset: range.startOffset } : null
}
