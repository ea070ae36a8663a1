/** Whether a bar's label goes inside it, beside it (whole, where that cannot be misread), or nowhere, for a track of usual width. Pure. */
import type { Bar, Lane } from './shapes.ts'

const TRACK_PX = 640
const CHARACTER_PX = 6.7
const PADDING_PX = 12
const SHORTEST = 5

export type Placed = { readonly bar: Bar; readonly place: 'inside' | 'beside' | 'none'; readonly room: number }

export function placeLabels({ kind, bars }: Pick<Lane, 'kind' | 'bars'>): Placed[] {
  // Beside a session's state there is another state, or none.
  const besides = kind === 'program' || kind === 'wait'
  return bars.map((bar, index) => {
    const wanted = (bar.label.length * CHARACTER_PX + PADDING_PX) / TRACK_PX
    const shortest = (Math.min(SHORTEST, bar.label.length) * CHARACTER_PX + PADDING_PX) / TRACK_PX
    const width = bar.end - bar.start
    const room = (bars[index + 1]?.start ?? 1) - bar.end
    if (bar.label === '') return { bar, place: 'none', room }
    if (width >= wanted) return { bar, place: 'inside', room }
    if (besides && room >= wanted) return { bar, place: 'beside', room }
    return { bar, place: width >= shortest ? 'inside' : 'none', room }
  })
}
