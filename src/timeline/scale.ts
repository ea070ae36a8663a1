/** Where a moment is on the axis, from 0 to 1, and the other way round. Pure; imports the events' types only. */
import type { RunEvent } from '../messages/event.ts'
import { type AxisPart, axisOf } from './axis.ts'
import type { Position } from './moment.ts'

export interface Scale {
  /** The last instant on the axis, in milliseconds. */
  readonly end: number
  readonly parts: readonly AxisPart[]
  /** Of an event, by its index; null means the right end. */
  moment(index: number | null): number
  /** Of an instant, which may lie in the future; before the steps of that instant. */
  instant(at: number): number
  /** Of what has happened until then. */
  place(position: Position): number
  /** The other way round: what has happened at a part of the axis, from 0 to 1. */
  position(part: number): Position
}

/** How many of the first `length` numbers satisfy a condition that none after them does. */
function countOf(length: number, satisfied: (index: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (satisfied(middle)) low = middle + 1
    else high = middle
  }
  return low
}

/** `whole`: nothing is left out. */
export function scaleOf(events: readonly RunEvent[], until = 0, whole = false): Scale {
  const end = Math.max(events.at(-1)?.at ?? 0, until)
  const { parts, positions, perMs } = axisOf(events, until, whole)
  const last = parts.at(-1)
  const within = ({ kind, from, to, start, end }: AxisPart, at: number) =>
    at <= from || from === to
      ? start
      : at >= to
        ? end
        : kind === 'time'
          ? start + (at - from) * perMs
          : start + ((at - from) / (to - from)) * (end - start)

  const instant = (at: number) => {
    const part = parts[countOf(parts.length, (index) => parts[index]!.to < at)]
    return part ? within(part, at) : (last?.end ?? 0) + Math.max(0, at - end) * perMs
  }
  const timeAt = (place: number) => {
    const part =
      parts[
        Math.min(
          parts.length - 1,
          countOf(parts.length, (index) => parts[index]!.end <= place),
        )
      ]
    if (!part) return 0
    return part.end === part.start
      ? part.to
      : part.from + Math.min(1, (place - part.start) / (part.end - part.start)) * (part.to - part.from)
  }
  return {
    end,
    parts,
    place: ({ count, at }) => {
      const before = count === 0 ? 0 : positions[count - 1]!
      const after = positions[count] ?? last?.end ?? 0
      const since = count === 0 ? 0 : events[count - 1]!.at
      return at <= since ? before : Math.min(after, Math.max(before, instant(at)))
    },
    position: (part) => {
      const place = Math.min(1, Math.max(0, part))
      const count = countOf(positions.length, (index) => positions[index]! <= place + 1e-9)
      const from = count === 0 ? 0 : events[count - 1]!.at
      return { count, at: Math.max(from, Math.min(events[count]?.at ?? end, timeAt(place))) }
    },
    moment: (index) => (index === null ? (last?.end ?? 0) : positions[index]!),
    instant,
  }
}
