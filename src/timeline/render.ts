/** A timeline as HTML, by the same code at build time and in the page. Pure: strings only. */
import type { RunEvent } from '../messages/event.ts'
import { duration } from './duration.ts'
import { placeLabels } from './labels.ts'
import { type DrawOptions, timelineOf } from './model.ts'
import type { BarKind, Lane, Mark, MarkKind, Timeline } from './shapes.ts'
import { sentencesOf } from './text.ts'

const NOTES_AT_MOST = 4

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const html = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character]!)
const percent = (part: number) => `${Number((part * 100).toFixed(2))}%`

/** Shapes that are told apart without colour. */
const clock =
  '<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"><circle cx="8" cy="9" r="5"/><path d="M8 6.2V9l2 1.4M2 4.2 4.2 2M14 4.2 11.8 2"/></svg>'
const symbols = { fired: clock, error: '!', fatal: '✕', notice: 'i', closed: '' } as const

function bars(lane: Lane): string {
  return placeLabels(lane)
    .map(({ bar, place, room }) => {
      const position = `left:${percent(bar.start)};width:${percent(Math.max(0, bar.end - bar.start))}`
      const label = html(bar.label)
      const inside = place === 'inside' ? `<span>${label}</span>` : ''
      const beside =
        place === 'beside' ? `<span class="tl-beside" style="left:${percent(bar.end)};width:${percent(room)}">${label}</span>` : ''
      const from = bar.from === null ? '' : ` data-from="${bar.from}"`
      return `<span class="tl-bar tl-${bar.kind}"${from} style="${position}"${label ? ` title="${label}"` : ''}>${inside}</span>${beside}`
    })
    .join('')
}

function note(mark: Mark): string {
  // Text runs towards the side that has more room.
  const side = mark.at > 0.5 ? `margin-left:auto;margin-right:${percent(1 - mark.at)};text-align:right` : `margin-left:${percent(mark.at)}`
  return `<p class="tl-note tl-note-${mark.kind}"><span style="${side}">${html(mark.text)}</span></p>`
}

function lane(lane: Lane): string {
  // Long names of settings break after an underscore.
  const name = `<b>${html(lane.name).replaceAll('_', '_<wbr>')}</b>${lane.detail ? ` <span>${html(lane.detail)}</span>` : ''}`
  const marks = lane.marks
    .map(
      (mark) =>
        `<span class="tl-mark tl-mark-${mark.kind}" data-from="${mark.from}" style="left:${percent(mark.at)}" title="${html(mark.text)}">${symbols[mark.kind]}</span>`,
    )
    .join('')
  const noted = lane.marks.filter((mark) => mark.kind !== 'closed').slice(0, NOTES_AT_MOST)
  return `<div class="tl-lane tl-lane-${lane.kind}"><div class="tl-name">${name}</div><div class="tl-body"><div class="tl-track">${bars(lane)}${marks}</div>${noted.map(note).join('')}</div></div>`
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
  fired: 'it fires',
  error: 'an error',
  fatal: 'the end of a session, with a reason',
  notice: 'a notice',
  closed: 'the end of a session',
}

/** What the looks of bars and marks mean; only those that occur. */
function legend({ lanes }: Timeline): string {
  const bars = new Set(lanes.flatMap((lane) => lane.bars.map((bar) => bar.kind)))
  const marks = new Set(lanes.flatMap((lane) => lane.marks.map((mark) => mark.kind)))
  const entries = [
    ...Object.entries(barMeanings)
      .filter(([kind]) => bars.has(kind as BarKind))
      .map(([kind, meaning]) => `<span><i class="tl-${kind}"></i>${meaning}</span>`),
    ...Object.entries(markMeanings)
      .filter(([kind]) => marks.has(kind as MarkKind))
      .map(([kind, meaning]) => `<span><i class="tl-mark tl-mark-${kind}">${symbols[kind as MarkKind]}</i>${meaning}</span>`),
  ]
  return entries.join('')
}

function drawing(timeline: Timeline): string {
  const { lanes, ticks, now } = timeline
  const lines = ticks.map((tick) => `<i style="left:${percent(tick.at)}"></i>`).join('')
  const present = now === null ? '' : `<i class="tl-now" style="left:${percent(now)}"></i>`
  const labels = ticks
    .map((tick) => `<span style="left:${percent(tick.at)}"${tick.at > 0.94 ? ' class="tl-last"' : ''}>${tick.label}</span>`)
    .join('')
  return [
    '<div class="tl" aria-hidden="true">',
    `<div class="tl-lanes"><div class="tl-grid">${lines}${present}</div>${lanes.map(lane).join('')}</div>`,
    `<div class="tl-lane tl-axis"><div class="tl-name"></div><div class="tl-body">${labels}</div></div>`,
    `<p class="tl-legend">${legend(timeline)}</p></div>`,
  ].join('')
}

/** The drawing alone: it is hidden from assistive technology, which gets `renderText`. */
export function renderDrawing(events: readonly RunEvent[], options: DrawOptions = {}): string {
  return drawing(timelineOf(events, options))
}

/** The same as an ordered list. */
export function renderText(events: readonly RunEvent[]): string {
  const { sentences, left } = sentencesOf(events)
  const items = sentences.map(({ at, text }) => `<li><time>${duration(at)}</time> ${html(text)}</li>`).join('')
  return `<ol class="tl-text">${items}</ol>${left > 0 ? `<p>And ${left} more.</p>` : ''}`
}
