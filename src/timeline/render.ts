/** A timeline as HTML, by the same code at build time and in the page. Pure: strings only. */
import type { RunEvent } from '../messages/event.ts'
import { clustersOf } from './clusters.ts'
import { duration } from './duration.ts'
import { placeLabels } from './labels.ts'
import { type DrawOptions, TRACK, timelineOf } from './model.ts'
import type { BarKind, Gap, Lane, Mark, MarkKind, Timeline } from './shapes.ts'
import { sentencesOf } from './text.ts'

/** So many marks of a lane have a line each, which says what they are; the others share one. */
const NOTES_AT_MOST = 4

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const html = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character]!)
const percent = (part: number) => `${Number((part * 100).toFixed(2))}%`

/** Shapes that are told apart without colour. */
const clock =
  '<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"><circle cx="8" cy="9" r="5"/><path d="M8 6.2V9l2 1.4M2 4.2 4.2 2M14 4.2 11.8 2"/></svg>'
const symbols = { raised: '✕', fired: clock, error: '!', fatal: '✕', notice: 'i', closed: '' } as const

function bars(lane: Lane, track: number): string {
  return placeLabels(lane, track)
    .map(({ bar, text, place, room }) => {
      const position = `left:${percent(bar.start)};width:${percent(Math.max(0, bar.end - bar.start))}`
      const label = html(text)
      const inside = place === 'inside' ? `<span>${label}</span>` : ''
      const beside =
        place === 'beside' ? `<span class="tl-beside" style="left:${percent(bar.end)};width:${percent(room)}">${label}</span>` : ''
      const from = bar.from === null ? '' : ` data-from="${bar.from}"`
      const count = bar.count === 1 ? '' : ` data-count="${bar.count}"`
      return `<span class="tl-bar tl-${bar.kind}"${from}${count} style="${position}">${inside}</span>${beside}`
    })
    .join('')
}

const symbol = ({ kind, from, at }: Mark, count = 1) =>
  `<span class="tl-mark tl-mark-${kind}" data-from="${from}"${count === 1 ? '' : ` data-count="${count}"`} style="left:${percent(at)}">${count === 1 ? symbols[kind] : count}</span>`

/** A mark on a line of its own, and beside it what it says: marks cover neither one another nor the bars. */
function note(mark: Mark): string {
  // Text runs towards the side that has more room.
  const side = mark.at > 0.5 ? `margin-left:auto;margin-right:${percent(1 - mark.at)};text-align:right` : `margin-left:${percent(mark.at)}`
  return `<p class="tl-note tl-note-${mark.kind}">${symbol(mark)}<span style="${side}">${html(mark.text)}</span></p>`
}

function notes(marks: readonly Mark[]): string {
  const saying = marks.filter(({ text }) => text !== '')
  const own = saying.slice(0, saying.length > NOTES_AT_MOST ? NOTES_AT_MOST - 1 : saying.length)
  const others = clustersOf(marks.filter((mark) => !own.includes(mark))).map(({ mark, count }) => symbol(mark, count))
  return own.map(note).join('') + (others.length === 0 ? '' : `<p class="tl-note">${others.join('')}</p>`)
}

function lane(lane: Lane, track: number): string {
  // Long names of settings break after an underscore.
  const name = `<b>${html(lane.name).replaceAll('_', '_<wbr>')}</b>${lane.detail ? ` <span>${html(lane.detail)}</span>` : ''}`
  const ends = lane.marks.filter((mark) => mark.kind === 'closed').map((mark) => symbol(mark))
  const said = notes(lane.marks.filter((mark) => mark.kind !== 'closed'))
  return `<div class="tl-lane tl-lane-${lane.kind}" data-of="${html(lane.of)}"><div class="tl-name">${name}</div><div class="tl-body"><div class="tl-track">${bars(lane, track)}${ends.join('')}</div>${said}</div></div>`
}

const barMeanings: Partial<Record<BarKind, string>> = {
  call: 'a call',
  raised: 'a call that raises',
  active: 'active',
  idle: 'idle',
  transaction: 'idle in transaction',
  aborted: 'idle in transaction (aborted)',
  wait: 'waits for a lock',
  elapsed: 'a timer that runs',
  fired: 'a timer that fires',
  disarmed: 'a timer that is stopped in time',
  remaining: 'what is left of a timer',
}

const markMeanings: Record<MarkKind, string> = {
  raised: 'an exception, caught or not',
  fired: 'it fires',
  error: 'an error',
  fatal: 'the end of a session, with a reason',
  notice: 'a notice',
  closed: 'the end of a session',
}

const gapMeanings = {
  steps: 'steps that follow at once, drawn one after the other',
  break: 'time that is left out',
  unseen: 'events that are not drawn',
} as const

/** What the looks of bars and marks mean; only those that occur. */
function legend({ lanes, gaps }: Timeline): string {
  const bars = new Set(lanes.flatMap((lane) => lane.bars.map((bar) => bar.kind)))
  const marks = new Set(lanes.flatMap((lane) => lane.marks.map((mark) => mark.kind)))
  const entries = [
    ...Object.entries(barMeanings)
      .filter(([kind]) => bars.has(kind as BarKind))
      .map(([kind, meaning]) => `<span><i class="tl-${kind}"></i>${meaning}</span>`),
    ...Object.entries(markMeanings)
      .filter(([kind]) => marks.has(kind as MarkKind))
      .map(([kind, meaning]) => `<span><i class="tl-mark tl-mark-${kind}">${symbols[kind as MarkKind]}</i>${meaning}</span>`),
    ...Object.entries(gapMeanings)
      .filter(([kind]) => gaps.some((gap) => gap.kind === kind))
      .map(([kind, meaning]) => `<span><i class="tl-${kind}"></i>${meaning}</span>`),
  ]
  return entries.join('')
}

/** Labels at the ends do not run out of the figure. */
const edge = (at: number) => (at > 0.94 ? ' class="tl-last"' : at < 0.06 ? ' class="tl-first"' : '')

function drawing(timeline: Timeline, track: number): string {
  const { lanes, ticks, gaps, now } = timeline
  const strips = (wanted: Gap['kind']) =>
    gaps
      .filter(({ kind }) => kind === wanted)
      .map(({ kind, start, end }) => `<i class="tl-${kind}" style="left:${percent(start)};width:${percent(end - start)}"></i>`)
      .join('')
  const lines = [strips('steps'), ...ticks.map((tick) => `<i style="left:${percent(tick.at)}"></i>`)].join('')
  const present = now === null ? '' : `<i class="tl-now" style="left:${percent(now)}"></i>`
  const labels = ticks.map((tick) => `<span style="left:${percent(tick.at)}"${edge(tick.at)}>${tick.label}</span>`).join('')
  const axis = (labels: string) =>
    labels && `<div class="tl-lane tl-axis"><div class="tl-name"></div><div class="tl-body">${labels}</div></div>`
  const leftOut = gaps
    .filter(({ label }) => label !== '')
    .map(({ start, end, label }) => `<span style="left:${percent((start + end) / 2)}"${edge((start + end) / 2)}>${label}</span>`)
    .join('')
  return [
    '<div class="tl" aria-hidden="true">',
    `<div class="tl-lanes"><div class="tl-grid">${lines}</div>${lanes.map((one) => lane(one, track)).join('')}<div class="tl-over">${strips('break')}${strips('unseen')}${present}</div></div>`,
    axis(labels),
    axis(leftOut),
    `<p class="tl-legend">${legend(timeline)}</p></div>`,
  ].join('')
}

/** The drawing alone: it is hidden from assistive technology, which gets `renderText`. */
export function renderDrawing(events: readonly RunEvent[], options: DrawOptions = {}): string {
  return drawing(timelineOf(events, options), options.track ?? TRACK)
}

/** The same as an ordered list. */
export function renderText(events: readonly RunEvent[]): string {
  const { sentences, left } = sentencesOf(events)
  const items = sentences.map(({ at, text }) => `<li><time>${duration(at)}</time> ${html(text)}</li>`).join('')
  return `<ol class="tl-text">${items}</ol>${left > 0 ? `<p>And ${left} more.</p>` : ''}`
}
