/** Whether a bar's label goes inside it, beside it (where that cannot be misread), or nowhere, and which form of it. Pure. */
import type { Bar, Lane } from './shapes.ts'

const CHARACTER_PX = 6.7
const PADDING_PX = 12
const SHORTEST = 3

export type Placed = { readonly bar: Bar; readonly text: string; readonly place: 'inside' | 'beside' | 'none'; readonly room: number }

/** `track` is how wide, in pixels, the lane is. */
export function placeLabels({ kind, bars }: Pick<Lane, 'kind' | 'bars'>, track: number): Placed[] {
  // Beside a session's state there is another state, or none.
  const besides = kind === 'program' || kind === 'wait'
  const wanted = (characters: number) => (characters * CHARACTER_PX + PADDING_PX) / track
  return bars.map((bar, index): Placed => {
    const width = bar.end - bar.start
    const room = (bars[index + 1]?.start ?? 1) - bar.end
    for (const text of [bar.label, ...bar.short]) {
      if (text === '') continue
      if (width >= wanted(text.length)) return { bar, text, place: 'inside', room }
      if (besides && room >= wanted(text.length)) return { bar, text, place: 'beside', room }
    }
    // Cut, but of what tells it apart
    const text = bar.short.find((text) => width >= wanted(Math.min(text.length, SHORTEST))) ?? bar.label
    return { bar, text, place: text !== '' && width >= wanted(Math.min(text.length, SHORTEST)) ? 'inside' : 'none', room }
  })
}
