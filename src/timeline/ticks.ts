/** What stands at the axis: round instants where time is linear, and what its other parts are. Pure. */
import type { AxisPart } from './axis.ts'
import { duration, multiples, roundStep } from './duration.ts'
import type { Scale } from './scale.ts'
import type { Gap, Timeline } from './shapes.ts'

const TICKS = 6
/** Labels would run into one another. */
const APART = 0.1

export function ticksOf({ parts, end, instant }: Pick<Scale, 'parts' | 'end' | 'instant'>): Timeline['ticks'] {
  const linear = parts.filter(({ kind }) => kind === 'time')
  const length = linear.reduce((sum, { from, to }) => sum + to - from, 0)
  const begins = { at: 0, label: '0' }
  if (length === 0) return [begins]
  const step = roundStep(length, TICKS)
  const ticks = [begins]
  for (const part of linear)
    for (const at of multiples(step, part.from, part.to)) {
      const position = instant(at)
      if (at > 0 && at <= end && position - ticks.at(-1)!.at >= APART) ticks.push({ at: position, label: duration(at) })
    }
  return ticks
}

export const gapsOf = (parts: readonly AxisPart[]): Gap[] =>
  parts.flatMap(({ kind, from, to, start, end }) =>
    kind === 'time' ? [] : [{ kind, start, end, label: kind === 'break' ? `${duration(round(to - from))} left out` : '' }],
  )

const round = (ms: number) => (ms >= 10 ? Math.round(ms) : ms)
