/**
 * How long each part of a run is shown when it is played: as long as it took, but each event for a moment, also those that took no time.
 * Pure.
 */
import type { RunEvent } from '../messages/event.ts'
import { isStop, type Position } from './moment.ts'

/** In milliseconds; less where there are many events, so that all of them together are shown for no longer than `ALL_DWELL`. */
const DWELL = 150
const ALL_DWELL = 15_000

export interface Pace {
  /** In milliseconds of showing. */
  readonly length: number
  position(shown: number): Position
  shown(position: Position): number
}

/** Up to `end`, in milliseconds of the run, or the last event. */
export function paceOf(events: readonly RunEvent[], end = 0): Pace {
  const stops = events.reduce((count, event) => count + Number(isStop(event)), 0)
  const dwell = Math.min(DWELL, ALL_DWELL / Math.max(1, stops))
  // When each event begins to be shown
  const begins = new Float64Array(events.length + 1)
  let last = 0
  for (const [index, event] of events.entries()) {
    const since = index === 0 ? event.at : event.at - events[index - 1]!.at
    last += Math.max(since, index > 0 && isStop(event) ? dwell : 0)
    begins[index] = last
  }
  const rest = Math.max(0, end - (events.at(-1)?.at ?? 0))
  const length = last + Math.max(rest, events.length > 0 ? dwell : 0)
  begins[events.length] = length
  return {
    length,
    position(shown) {
      let low = 0
      let high = events.length
      while (low < high) {
        const middle = (low + high) >> 1
        if (begins[middle]! <= shown) low = middle + 1
        else high = middle
      }
      const from = low === 0 ? 0 : events[low - 1]!.at
      const until = events[low]?.at ?? Math.max(end, from)
      const into = shown - (low === 0 ? 0 : begins[low - 1]!)
      return { count: low, at: Math.min(until, from + Math.max(0, into)) }
    },
    shown({ count, at }) {
      const from = count === 0 ? 0 : events[count - 1]!.at
      return Math.min(begins[count]!, (count === 0 ? 0 : begins[count - 1]!) + at - from)
    },
  }
}
