/** Joins marks that would cover one another. Pure. */
import type { Mark } from './shapes.ts'

/** As wide as a mark on a phone's track. */
const APART = 0.07

export interface Cluster {
  /** The first, or the first of the worst. */
  readonly mark: Mark
  readonly count: number
}

export function clustersOf(marks: readonly Mark[]): Cluster[] {
  const clusters: { mark: Mark; at: number; count: number }[] = []
  for (const mark of marks) {
    const last = clusters.at(-1)
    if (last && mark.at - last.at < APART) {
      last.count++
      if (mark.kind === 'fatal' && last.mark.kind !== 'fatal') last.mark = { ...mark, at: last.at }
    } else clusters.push({ mark, at: mark.at, count: 1 })
  }
  return clusters
}
