/** Joins bars too narrow to be told apart, so that ten thousand queries draw as a few hundred bars. Pure. */
import type { Bar } from './shapes.ts'

/**
 * `bars` are in the order of their starts; `least` is how wide one has to be to be seen. What is joined keeps the kind of what stands out,
 * and says how many it is.
 */
export function merge(bars: readonly Bar[], least: number): Bar[] {
  const out: Bar[] = []
  let group: Bar[] = []
  const flush = () => {
    if (group.length === 1) out.push(group[0]!)
    else if (group.length > 1) {
      const kinds = group.map((bar) => bar.kind)
      const kind = kinds.find((kind) => kind === 'raised' || kind === 'aborted' || kind === 'fired') ?? kinds[0]!
      out.push({
        start: group[0]!.start,
        from: group[0]!.from,
        end: Math.max(...group.map((bar) => bar.end)),
        kind,
        label: `${group.length} in a row`,
        short: [`${group.length}`],
        count: group.length,
      })
    }
    group = []
  }
  for (const bar of bars) {
    const first = group[0]
    const narrow = bar.end - bar.start < least
    // Narrow ones that are apart have room of their own
    if (first && (!narrow || bar.end - first.start > 2 * least || bar.start - group.at(-1)!.end > least)) flush()
    group.push(bar)
    if (!narrow) flush()
  }
  flush()
  return out
}
