/** What happens at its time, whoever has the turn. */

/** Whoever makes things happen at their time: the server's alarms and signals. */
export interface Alarms {
  /** When there is something for `ring` to do; Infinity for never. */
  next(): number
  /** Lets happen what is due. */
  ring(): void
  /** When the first of them is due that could end somebody's wait. */
  nextThatMatters(): number
}

/** Nothing ever does. */
export const SILENCE: Alarms = { next: () => Number.POSITIVE_INFINITY, ring: () => {}, nextThatMatters: () => Number.POSITIVE_INFINITY }
