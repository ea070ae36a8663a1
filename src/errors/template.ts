/** The wording of a message: literal text, and `…` for what differs from case to case. Found without regular expressions, in linear time. */

/** A place in a text: from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** So many characters may stand for one `…`. */
const LONGEST_GAP = 160
/** So many characters of a part, at least, have to be told. */
const FEWEST = 5
const NAME = /[\p{L}\p{N}_]/u

export class Template {
  /** Between them may stand anything short, but no end of a line. */
  readonly #parts: readonly string[]
  /** The index of the longest, which is looked for first, as it is the rarest. */
  readonly #longest: number

  constructor(text: string) {
    this.#parts = normalise(text)
      .split('…')
      .map((part, index, all) => {
        // Spaces at the ends count only where something has to come beside them
        const from = index === 0 ? part.trimStart() : part
        return index === all.length - 1 ? from.trimEnd() : from
      })
    if (this.#parts.every((part) => part.trim().length < FEWEST)) throw new Error(`"${text}" says too little to be looked for.`)
    this.#longest = this.#parts.reduce((best, part, index, all) => (part.length > all[best]!.length ? index : best), 0)
  }

  /** Where it stands first in a text that is normalised; null if nowhere. */
  find(text: string): Span | null {
    const anchor = this.#parts[this.#longest]!
    for (let at = text.indexOf(anchor); at >= 0; at = text.indexOf(anchor, at + 1)) {
      const end = this.#after(text, at + anchor.length)
      if (end < 0) continue
      const start = this.#before(text, at)
      if (start >= 0 && isWhole(text, start, end)) return { start, end }
    }
    return null
  }

  /** Where the parts behind the longest end, if it ends at `at`; -1 if they are not there. */
  #after(text: string, at: number): number {
    let end = at
    for (const part of this.#parts.slice(this.#longest + 1)) {
      const gap = text.slice(end, end + LONGEST_GAP + part.length)
      const found = gap.indexOf(part)
      if (found < 0 || !isShort(gap.slice(0, found), text[end - 1], part[0])) return -1
      end += found + part.length
    }
    return end
  }

  /** Where the parts before the longest begin, if it begins at `at`; -1 if they are not there. */
  #before(text: string, at: number): number {
    let start = at
    for (const part of this.#parts.slice(0, this.#longest).reverse()) {
      const from = Math.max(0, start - LONGEST_GAP - part.length)
      const gap = text.slice(from, start)
      const found = gap.lastIndexOf(part)
      if (found < 0 || !isShort(gap.slice(found + part.length), part.at(-1), text[start])) return -1
      start = from + found
    }
    return start
  }
}

/** What stands for `…` ends with its line, and between quotes with the quotation. */
const isShort = (gap: string, before: string | undefined, after: string | undefined): boolean =>
  !gap.includes('\n') && !(before === '"' && after === '"' && gap.includes('"'))

/** `timeout expired` is not in `mytimeout expired`. */
function isWhole(text: string, start: number, end: number): boolean {
  const cut = (at: number) => at > 0 && at < text.length && NAME.test(text[at - 1]!) && NAME.test(text[at]!)
  return !cut(start) && !cut(end)
}

/**
 * One form for what people paste: small letters, plain quotes, one space for any number of them; ends of lines stay, also where a log
 * or a repr() has written them as \n.
 */
export function normalise(text: string): string {
  return text
    .replaceAll(/\\r|\\n/g, '\n')
    .replaceAll('\\t', ' ')
    .replaceAll(/\\(?=["'])/g, '')
    .replaceAll(/[“”„«»]/g, '"')
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/[^\S\n]+/g, ' ')
    .toLowerCase()
}

/** The same with lines that a terminal or a mail has broken put together again. */
export const joined = (normalised: string): string => normalised.replaceAll(/ ?\n[ >|]*/g, ' ')
