/**
 * How a run is laid out along the axis. Pure; imports the events' types only.
 *
 * Time is linear, at one rate in the whole figure, but for two things, which are drawn so that they are seen: where steps follow one
 * another in next to no time, the axis is spread so that they can be told apart (`steps`); and where nothing happens for very long, a
 * part is left out (`break`).
 */
import type { RunEvent } from '../messages/event.ts'

export interface AxisPart {
  readonly kind: 'time' | 'steps' | 'break'
  /** In milliseconds. */
  readonly from: number
  readonly to: number
  /** On the axis, from 0 to 1. */
  readonly start: number
  readonly end: number
}

export interface Axis {
  readonly parts: readonly AxisPart[]
  /** Where each event is. */
  readonly positions: Float64Array
  /** What a millisecond takes, where time is linear. */
  readonly perMs: number
}

/** Events that are closer than this follow one another at once: a part of the whole, and milliseconds. */
const CLOSE = 0.004
const CLOSE_MS = 1.5
/** A step takes so much at most, and all of them together so much, the less the more stretches of time there are. */
const STEP_AT_MOST = 0.055
const STEPS_AT_MOST = 0.6
const STEPS_AT_LEAST = 0.4
const PER_STRETCH = 0.08
/** A step that is narrower than this part of another is too narrow. */
const NARROW = 0.25
/** Connecting is seldom what an example is about. */
const CONNECTING = 0.3
/**
 * A stretch in which nothing happens is cut if it is long, in milliseconds, and so many times as long as all that are shorter together, down
 * to so many times that. The shortest do not count.
 */
const LONG_MS = 2000
const COUNTS_MS = 50
const TOO_LONG = 12
const KEPT = 4
/** Before the first event nothing happens but imports. */
const BEFORE_AT_MOST = 0.05
const BREAK = 0.035

const steps: ReadonlySet<RunEvent['kind']> = new Set(['return', 'exception', 'session-state', 'session-opened'])
const isStep = ({ kind }: RunEvent) => steps.has(kind)

/** How much of a step each event is. */
function weightsOf(events: readonly RunEvent[]): Float64Array {
  const connecting = new Set<number>()
  const weights = new Float64Array(events.length)
  events.forEach((event, index) => {
    if (event.kind === 'call' && event.function === 'connect') connecting.add(event.call)
    if (isStep(event)) weights[index] = connecting.size > 0 ? CONNECTING : 1
    if (event.kind === 'return') connecting.delete(event.call)
  })
  return weights
}

/** The index of the event with which the connecting at the beginning ends; -1 if the program begins with something else. */
function leadOf(events: readonly RunEvent[]): number {
  let lead = -1
  let connecting: number | null = null
  for (const [index, event] of events.entries()) {
    if (event.kind === 'call' && event.function === 'connect') connecting = event.call
    else if (event.kind === 'call' || event.kind === 'exception' || event.kind === 'output') break
    else if (event.kind === 'return' && event.call === connecting) {
      if (event.raised !== null) break
      lead = index
      connecting = null
    }
  }
  return lead
}

/** Events that follow one another at once: from `first` up to, but without, `last`. */
interface Group {
  readonly kind: 'steps'
  readonly from: number
  readonly to: number
  readonly first: number
  readonly last: number
  /** Of its steps. */
  readonly weight: number
  /** It is the connecting at the beginning, which is made narrow, however long it took. */
  readonly lead: boolean
}

interface Span {
  readonly kind: 'time'
  readonly from: number
  readonly to: number
  /** How many events come before it. */
  readonly count: number
}

/** What the axis consists of, in order. */
type Stretch = Group | Span | { readonly kind: 'event'; readonly index: number }

/** `until` is where the axis ends, if later than the last event. `whole`: nothing is left out, as while a run goes on. */
export function axisOf(events: readonly RunEvent[], until = 0, whole = false): Axis {
  // What comes late or in disorder is drawn where the time had got to
  const times = new Float64Array(events.length)
  let latest = 0
  events.forEach((event, index) => {
    latest = Math.max(latest, event.at)
    times[index] = latest
  })
  const end = Math.max(latest, until)
  const weights = weightsOf(events)
  const cuts: Cuts = whole ? new Map() : cutsOf(times, end)
  const left = [...cuts.values()].reduce((sum, { leaves, length }) => sum + leaves - length, end)
  const { groups, step } = spread(groupsOf(times, weights, left, cuts, leadOf(events)), left, times, weights)
  const stretches = stretchesOf(times, groups, end)
  const drawn = stretches.reduce((sum, stretch) => sum + (stretch.kind === 'time' ? drawnOf(stretch, cuts) : 0), 0)
  const steps = groups.reduce((sum, { weight }) => sum + weight * step, 0)
  const room = 1 - cuts.size * BREAK
  const perMs = drawn === 0 ? 0 : (room - steps) / drawn
  // Without any time the steps have it all
  const perWeight = drawn === 0 && steps > 0 ? (step * room) / steps : step

  const parts: AxisPart[] = []
  const positions = new Float64Array(events.length)
  let place = 0
  const push = (kind: AxisPart['kind'], from: number, to: number, length: number) => {
    const before = parts.at(-1)
    if (kind === 'time' && before?.kind === 'time') parts[parts.length - 1] = { ...before, to, end: place + length }
    else if (length > 0) parts.push({ kind, from, to, start: place, end: place + length })
    place += length
  }
  for (const stretch of stretches) {
    if (stretch.kind === 'event') positions[stretch.index] = place
    else if (stretch.kind === 'steps') {
      const { from, to, first, last, weight } = stretch
      for (let index = first, done = 0; index < last; index++) {
        done += weights[index]!
        positions[index] = place + done * perWeight
      }
      push('steps', from, to, weight * perWeight)
    } else {
      const { from, to } = stretch
      const side = drawnOf(stretch, cuts) / 2
      push('time', from, from + side, side * perMs)
      if (cuts.has(stretch.count)) push('break', from + side, to - side, BREAK)
      push('time', to - side, to, side * perMs)
    }
  }
  return { parts, positions, perMs }
}

function stretchesOf(times: Float64Array, groups: readonly Group[], end: number): Stretch[] {
  const stretches: Stretch[] = []
  let at = 0
  let index = 0
  const wait = (to: number) => {
    if (to > at) stretches.push({ kind: 'time', from: at, to, count: index })
    at = Math.max(at, to)
  }
  const single = (until: number) => {
    for (; index < until; index++) {
      wait(times[index]!)
      stretches.push({ kind: 'event', index })
    }
  }
  for (const group of groups) {
    single(group.first)
    wait(group.from)
    stretches.push(group)
    index = group.last
    at = group.to
  }
  single(times.length)
  wait(end)
  return stretches
}

/** The groups of which some events are steps. */
function groupsOf(times: Float64Array, weights: Float64Array, end: number, cuts: Cuts, lead: number): Group[] {
  const groups: Group[] = []
  const apart = Math.max(CLOSE_MS, end * CLOSE)
  /** Whether this event follows at once upon the one before. */
  const follows = (index: number) => index !== lead + 1 && !cuts.has(index) && (index <= lead || times[index]! - times[index - 1]! <= apart)
  for (let first = 0; first < times.length; ) {
    let last = first + 1
    let weight = weights[first]!
    while (last < times.length && follows(last)) weight += weights[last++]!
    if (weight > 0) groups.push({ kind: 'steps', from: times[first]!, to: times[last - 1]!, first, last, weight, lead: last <= lead + 1 })
    first = last
  }
  return groups
}

/** Those whose steps would be too narrow, or take more room than their time would; and how much room a step gets. */
function spread(
  all: readonly Group[],
  end: number,
  times: Float64Array,
  weights: Float64Array,
): { readonly groups: readonly Group[]; readonly step: number } {
  /** How much of a group's steps, by weight, take less time than this. */
  const shorter = ({ first, last }: Group, ms: number) => {
    let sum = 0
    for (let index = first; index < last; index++) if (index === first || times[index]! - times[index - 1]! < ms) sum += weights[index]!
    return sum
  }
  const share = Math.max(STEPS_AT_LEAST, Math.min(STEPS_AT_MOST, 1 - all.length * PER_STRETCH))
  let groups = all
  for (;;) {
    const weight = groups.reduce((sum, group) => sum + group.weight, 0)
    const step = weight === 0 ? 0 : Math.min(STEP_AT_MOST, share / weight)
    const widens = (group: Group) => {
      const perMs = (1 - (weight - group.weight) * step) / end
      return group.weight * step > (group.to - group.from) * perMs || shorter(group, (step * NARROW) / perMs) > group.weight / 2
    }
    const wide = groups.filter((group) => end === 0 || group.lead || widens(group))
    if (wide.length === groups.length) return { groups, step }
    groups = wide
  }
}

/** The stretches that are not drawn as long as they are, by how many events come before. */
type Cuts = ReadonlyMap<number, { readonly length: number; readonly leaves: number }>

const drawnOf = ({ from, to, count }: Span, cuts: Cuts) => cuts.get(count)?.leaves ?? to - from

function cutsOf(times: Float64Array, end: number): Cuts {
  const cuts = new Map<number, { readonly length: number; readonly leaves: number }>()
  const gaps = Array.from({ length: times.length + 1 }, (_, count) => ({
    count,
    length: (times[count] ?? end) - (count === 0 ? 0 : times[count - 1]!),
  }))
  let others = 0
  for (const { count, length } of gaps.filter(({ length }) => length > 0).sort((one, other) => one.length - other.length)) {
    if (count === 0 && length > end * BEFORE_AT_MOST && times.length > 0) cuts.set(count, { length, leaves: 0 })
    else if (length > LONG_MS && others > 0 && length > TOO_LONG * others) {
      cuts.set(count, { length, leaves: KEPT * others })
      others += KEPT * others
    } else if (length > COUNTS_MS) others += length
  }
  return cuts
}
