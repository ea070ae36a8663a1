/** How much a run may tell the page: what goes beyond is counted, and said. Both sides keep to it. */

/** Events. More could not be looked at, and take long to draw. */
export const EVENTS_AT_MOST = 20_000
/** UTF-16 units of output, both streams together, besides a sentence that says that there was more. */
export const OUTPUT_AT_MOST = 1_000_000
/** Turns between output and error output: each is an element. After that only error output is shown, with a traceback that may come. */
export const TURNS_AT_MOST = 2000
/** Bytes of what a server sends, in one message. */
export const PIECE_AT_MOST = 1 << 20
/** UTF-16 units of each text in an event, such as a notice, besides a few that say how long it was. */
export const TEXT_AT_MOST = 2000
/** Combining marks on one character. More are no writing, and each makes the page slower. */
const MARKS_AT_MOST = 8

const lastMarks = new RegExp(`\\p{M}{0,${MARKS_AT_MOST + 1}}$`, 'u')
/** UTF-16 units in which those marks fit. */
const LAST_UNITS = 2 * (MARKS_AT_MOST + 1)

const tooManyMarks = new RegExp(`(\\p{M}{${MARKS_AT_MOST}})\\p{M}+`, 'gu')

/** Without the combining marks that are too many. */
export const withoutPiles = (text: string): string => text.replace(tooManyMarks, '$1…')

/** `withoutPiles` for a text that comes in pieces: a pile may begin in one and go on in the next. */
export class PileCutter {
  /** The marks at the end of what came: one more than may stand there, if they are too many. */
  #marks = ''

  cut(piece: string): string {
    const whole = this.#marks + piece
    const shown = withoutPiles(whole).slice(withoutPiles(this.#marks).length)
    this.#marks = lastMarks.exec(whole.slice(-LAST_UNITS))![0]
    return shown
  }
}

/** As an event may have it. */
export function shorten(text: string): string {
  const cut = text.length > TEXT_AT_MOST ? `${text.slice(0, TEXT_AT_MOST)}… (${text.length.toLocaleString('en')} characters)` : text
  return withoutPiles(cut)
}
