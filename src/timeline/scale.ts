/**
 * Where a moment is on the axis, from 0 to 1. Time is linear, except that every step is widened by the same small amount, so that steps
 * which take no time are seen, in their order. Pure; imports the events' types only.
 */
import type { RunEvent } from '../messages/event.ts'
import type { Position } from './moment.ts'

const STEP = 0.007
const STEPS_AT_MOST = 0.35

const isStep = (event: RunEvent) => event.kind === 'return' || event.kind === 'session-state' || event.kind === 'session-opened'

export interface Scale {
  /** The last instant on the axis, in milliseconds. */
  readonly end: number
  /** Of an event, by its index; null means the right end. */
  moment(index: number | null): number
  /** Of an instant, which may lie in the future; before the steps of that instant. */
  instant(at: number): number
  /** Of what has happened until then. */
  place(position: Position): number
  /** The other way round: what has happened at a part of the axis, from 0 to 1. */
  position(part: number): Position
}

export function scaleOf(events: readonly RunEvent[], until = 0): Scale {
  const last = events.at(-1)?.at ?? 0
  const end = Math.max(last, until)
  let steps = 0
  for (const event of events) if (isStep(event)) steps++
  const step = steps === 0 ? 0 : end === 0 ? 1 / steps : Math.min(STEP, STEPS_AT_MOST / steps)
  const perMs = end === 0 ? 0 : (1 - step * steps) / end

  const positions = new Float64Array(events.length)
  let widened = 0
  events.forEach((event, index) => {
    if (isStep(event)) widened += step
    positions[index] = widened + event.at * perMs
  })

  /** How many events happen before `at`. */
  const before = (at: number) => {
    let low = 0
    let high = events.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (events[middle]!.at < at) low = middle + 1
      else high = middle
    }
    return low
  }
  /** How many events are at `part` or before it. */
  const reached = (part: number) => {
    let low = 0
    let high = events.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (positions[middle]! <= part) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    end,
    place: ({ count, at }) => (count === 0 ? at * perMs : positions[count - 1]! + (at - events[count - 1]!.at) * perMs),
    position: (part) => {
      const count = reached(Math.min(1, part) + 1e-9)
      const from = count === 0 ? 0 : events[count - 1]!.at
      const into = perMs === 0 ? 0 : (Math.min(1, Math.max(0, part)) - (count === 0 ? 0 : positions[count - 1]!)) / perMs
      return { count, at: Math.min(events[count]?.at ?? end, from + Math.max(0, into)) }
    },
    moment: (index) => (index === null ? (positions.at(-1) ?? 0) + (end - last) * perMs : positions[index]!),
    instant: (at) => {
      const count = before(at)
      const base = count === 0 ? 0 : positions[count - 1]! - events[count - 1]!.at * perMs
      return base + at * perMs
    },
  }
}
