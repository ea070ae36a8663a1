/** A timeline as a picture of its own: an SVG with its colours in it, for slides and documents. Pure: strings only. */
import type { RunEvent } from '../messages/event.ts'
import { placeLabels } from './labels.ts'
import { type DrawOptions, timelineOf } from './model.ts'
import type { BarKind, Lane, MarkKind } from './shapes.ts'

const NAMES = 190
const TRACK = 810
const PADDING = 12
const BAR = 20
const ROW = 28
const NOTE = 18

/** Those of the light pages: fill, edge, text, and dashes. */
const looks: Record<BarKind, readonly [fill: string, edge: string, text: string, dashes?: string]> = {
  call: ['#dceafb', '#5b95d6', '#123f73'],
  raised: ['#dceafb', '#c5372d', '#123f73'],
  active: ['#1f5fae', '#1f5fae', '#ffffff'],
  idle: ['#ffffff', '#7d8899', '#556072'],
  transaction: ['#fdf1cf', '#b98500', '#5f4500'],
  aborted: ['#fde3e1', '#c5372d', '#85190f', '4 2'],
  wait: ['#f5f7fa', '#7d8899', '#1f2733', '1 2'],
  elapsed: ['#0f8a76', '#0f8a76', '#ffffff'],
  fired: ['#c2410c', '#c2410c', '#ffffff'],
  disarmed: ['#ffffff', '#0f8a76', '#556072', '4 2'],
  remaining: ['#ffffff', '#0f8a76', '#556072'],
}
const symbols: Record<MarkKind, readonly [symbol: string, colour: string]> = {
  raised: ['✕', '#a3231b'],
  fired: ['◷', '#c2410c'],
  error: ['!', '#c5372d'],
  fatal: ['✖', '#c5372d'],
  notice: ['i', '#556072'],
  closed: ['|', '#7d8899'],
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const xml = (text: string) => text.replace(/[&<>"]/g, (character) => entities[character]!)
const x = (part: number) => Number((PADDING + NAMES + part * TRACK).toFixed(1))
const text = (left: number, top: number, words: string, more = '') => `<text x="${left}" y="${top}"${more}>${xml(words)}</text>`

function bars(lane: Lane, top: number, clip: (left: number, width: number) => string): string {
  const [inset, height] = lane.kind === 'timer' ? [6, 8] : [0, BAR]
  return placeLabels(lane, TRACK)
    .map(({ bar, text: label, place }) => {
      const [fill, edge, colour, dashes] = looks[bar.kind]
      const width = Math.max(4, (bar.end - bar.start) * TRACK)
      const box = `<rect x="${x(bar.start)}" y="${top + inset}" width="${width.toFixed(1)}" height="${height}" rx="3" fill="${fill}" stroke="${edge}"${dashes ? ` stroke-dasharray="${dashes}"` : ''}/>`
      if (place === 'none' || label === '') return box
      const left = place === 'inside' ? x(bar.start) + 5 : x(bar.end) + 4
      const cut = place === 'inside' ? ` clip-path="url(#${clip(x(bar.start), width - 4)})"` : ''
      return box + text(left, top + 14, label, ` fill="${place === 'inside' ? colour : '#556072'}"${cut}`)
    })
    .join('')
}

function marks(lane: Lane, top: number): readonly [drawn: string, height: number] {
  let y = top + BAR
  const drawn = lane.marks.map(({ at, kind, text: words }) => {
    const [symbol, colour] = symbols[kind]
    if (kind === 'closed') return `<path d="M${x(at)} ${top}v${BAR}" stroke="${colour}" stroke-width="3"/>`
    if (words !== '' || y === top + BAR) y += NOTE
    const before = at > 0.5
    const said = text(x(at) + (before ? -10 : 10), y - 4, words, ` fill="${colour}"${before ? ' text-anchor="end"' : ''}`)
    return text(x(at), y - 4, symbol, ` fill="${colour}" font-weight="700" text-anchor="middle"`) + (words === '' ? '' : said)
  })
  return [drawn.join(''), y - top - BAR]
}

/** `title` stands above it. */
export function renderSvg(events: readonly RunEvent[], title: string, options: DrawOptions = {}): string {
  const { lanes, ticks, gaps } = timelineOf(events, { ...options, track: TRACK })
  const clips: string[] = []
  const clip = (left: number, width: number) => {
    clips.push(
      `<clipPath id="c${clips.length}"><rect x="${left}" y="0" width="${Math.max(0, width).toFixed(1)}" height="100%"/></clipPath>`,
    )
    return `c${clips.length - 1}`
  }
  let y = PADDING + 28
  const begin = y
  const rows = lanes.map((lane) => {
    const top = y
    const [marked, height] = marks(lane, top)
    y += ROW + height
    const indent = lane.kind === 'wait' || lane.kind === 'timer' ? 12 : 0
    const name = `<text x="${PADDING + indent}" y="${top + 14}"><tspan font-weight="600">${xml(lane.name)}</tspan> <tspan fill="#556072">${xml(lane.detail)}</tspan></text>`
    return `<g>${name}${bars(lane, top, clip)}${marked}</g>`
  })
  const strips = gaps.map(
    ({ kind, start, end }) =>
      `<rect x="${x(start)}" y="${begin}" width="${((end - start) * TRACK).toFixed(1)}" height="${y - begin}" fill="${kind === 'steps' ? '#edf1f6' : '#dbe1ea'}"/>`,
  )
  const lines = ticks.map(({ at }) => `<path d="M${x(at)} ${begin}v${y - begin}" stroke="#dbe1ea"/>`)
  const labels = [
    ...ticks.map(({ at, label }) => text(x(at), y + 14, label, ' fill="#556072" text-anchor="middle"')),
    ...gaps
      .filter(({ label }) => label !== '')
      .map(({ start, end, label }) => text(x((start + end) / 2), y + 30, label, ' fill="#556072" text-anchor="middle"')),
  ]
  const width = NAMES + TRACK + 3 * PADDING
  const height = y + 44
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="12" fill="#1f2733">`,
    `<title>${xml(title)}</title><rect width="100%" height="100%" fill="#ffffff"/>`,
    text(PADDING, PADDING + 12, title, ' font-size="14" font-weight="600"'),
    ...strips,
    ...lines,
    ...rows,
    ...labels,
    `<defs>${clips.join('')}</defs></svg>`,
  ].join('\n')
}
