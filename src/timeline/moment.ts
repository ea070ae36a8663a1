/**
 * What is so at a moment of a run: the events up to it, reduced. Pure; imports the events' types only.
 *
 * A moment is a number of events that have happened and an instant, as most steps take no time under a stepped clock.
 */
import type { ConnectionFacts, RunEvent, SessionState, TimerName } from '../messages/event.ts'
import { callLabel } from './words.ts'

/** `count` events have happened; `at` is in milliseconds, from the last of them to the next. */
export interface Position {
  readonly count: number
  readonly at: number
}

export interface ThreadMoment {
  /** Of the program's lines the one that it is in: of its latest call or output. */
  readonly line: number | null
  /** What it is in the middle of. */
  readonly call: string | null
  readonly number: number | null
  /** The exception that its latest call, or a line since then, has raised. */
  readonly raised: string | null
}

export interface SessionMoment {
  readonly applicationName: string
  /** Null before it says so for the first time. */
  readonly state: SessionState | 'closed' | null
  /** The pids that hold the lock it waits for; null if it does not wait for one. */
  readonly waitsFor: readonly number[] | null
  readonly timers: ReadonlyMap<TimerName, { readonly since: number; readonly due: number }>
  /** What the driver holds to be so; null before it was asked. */
  readonly client: ConnectionFacts | null
  /** Since when the session is as it is, in milliseconds. */
  readonly since: number
}

export interface Moment {
  /** By name; the main one's is empty. */
  readonly threads: ReadonlyMap<string, ThreadMoment>
  /** By pid. */
  readonly sessions: ReadonlyMap<number, SessionMoment>
  /** How much of each stream has been written, in UTF-16 units. */
  readonly printed: { readonly stdout: number; readonly stderr: number }
  /** The thread whose call each number is, for those in progress. */
  readonly calls: ReadonlyMap<number, string>
}

const MAIN = ''
const idleThread: ThreadMoment = { line: null, call: null, number: null, raised: null }
const newSession: SessionMoment = { applicationName: '', state: null, waitsFor: null, timers: new Map(), client: null, since: 0 }

export const beginning: Moment = {
  threads: new Map([[MAIN, idleThread]]),
  sessions: new Map(),
  printed: { stdout: 0, stderr: 0 },
  calls: new Map(),
}

const put = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> => new Map(map).set(key, value)
const drop = <K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> => {
  const rest = new Map(map)
  rest.delete(key)
  return rest
}

/** The moment after an event. What it does not change is the same object as before; an event that changes nothing gives back `moment`. */
export function advance(moment: Moment, event: RunEvent): Moment {
  switch (event.kind) {
    case 'call': {
      const thread = event.thread ?? MAIN
      const now: ThreadMoment = { line: event.line, call: callLabel(event), number: event.call, raised: null }
      return { ...moment, threads: put(moment.threads, thread, now), calls: put(moment.calls, event.call, thread) }
    }
    case 'return': {
      const thread = moment.calls.get(event.call)
      if (thread === undefined) return moment
      const before = moment.threads.get(thread) ?? idleThread
      const calls = drop(moment.calls, event.call)
      // Of a call that was made within another one nothing is left to say
      if (before.number !== event.call) return { ...moment, calls }
      return { ...moment, calls, threads: put(moment.threads, thread, { ...before, call: null, number: null, raised: event.raised }) }
    }
    case 'exception': {
      const thread = event.thread ?? MAIN
      const before = moment.threads.get(thread) ?? idleThread
      return { ...moment, threads: put(moment.threads, thread, { ...before, line: event.line, raised: event.type }) }
    }
    case 'output': {
      const thread = event.thread ?? MAIN
      const printed = { ...moment.printed, [event.stream]: moment.printed[event.stream] + event.length }
      const before = moment.threads.get(thread) ?? idleThread
      if (event.line === null || before.line === event.line) return { ...moment, printed }
      return { ...moment, printed, threads: put(moment.threads, thread, { ...before, line: event.line }) }
    }
    case 'message-sent':
    case 'message-received':
    case 'report':
      return moment
    default: {
      const before = moment.sessions.get(event.session) ?? newSession
      const after = session(before, event)
      return after === before && moment.sessions.has(event.session)
        ? moment
        : { ...moment, sessions: put(moment.sessions, event.session, after) }
    }
  }
}

type OfSession = Exclude<
  RunEvent,
  { readonly kind: 'call' | 'return' | 'exception' | 'output' | 'message-sent' | 'message-received' | 'report' }
>

function session(before: SessionMoment, event: OfSession): SessionMoment {
  switch (event.kind) {
    // A pid may come again
    case 'session-opened':
      return { ...newSession, applicationName: event.applicationName, since: event.at }
    case 'session-state':
      return before.state === event.state ? before : { ...before, state: event.state, since: event.at }
    case 'session-closed':
      return { ...before, state: 'closed', since: event.at, waitsFor: null, timers: new Map() }
    case 'connection':
      return { ...before, client: event }
    case 'timer-armed':
      return { ...before, timers: put(before.timers, event.timer, { since: event.since, due: event.due }) }
    case 'timer-fired':
    case 'timer-disarmed':
      return before.timers.has(event.timer) ? { ...before, timers: drop(before.timers, event.timer) } : before
    case 'wait-began':
      return event.on === 'lock' ? { ...before, waitsFor: event.blockers } : before
    case 'wait-ended':
      return before.waitsFor === null ? before : { ...before, waitsFor: null }
  }
}

/** So many events at most are reduced anew to go back to a moment. */
const APART = 64

/** Gives the moment after any number of events; those that come later may be added to `events`. */
export class Replay {
  readonly #events: readonly RunEvent[]
  /** Each `APART` events further. */
  readonly #kept: Moment[] = [beginning]
  #last: { readonly count: number; readonly moment: Moment } = { count: 0, moment: beginning }

  constructor(events: readonly RunEvent[]) {
    this.#events = events
  }

  after(count: number): Moment {
    const wanted = Math.max(0, Math.min(count, this.#events.length))
    const kept = Math.min(Math.floor(wanted / APART), this.#kept.length - 1)
    let from =
      this.#last.count <= wanted && this.#last.count >= kept * APART ? this.#last : { count: kept * APART, moment: this.#kept[kept]! }
    while (from.count < wanted) {
      from = { count: from.count + 1, moment: advance(from.moment, this.#events[from.count]!) }
      if (from.count % APART === 0) this.#kept[from.count / APART] ??= from.moment
    }
    this.#last = from
    return from.moment
  }
}

/** What one stops at, event by event: what is only on the wire, or only known to the driver, is passed over. */
export const isStop = (event: RunEvent) => event.kind !== 'message-sent' && event.kind !== 'message-received' && event.kind !== 'connection'

/** The position just after the event with this index. */
export const positionAfter = (events: readonly RunEvent[], index: number): Position => ({ count: index + 1, at: events[index]?.at ?? 0 })

/** The position one event further, or back; the first is before all events. The same object if there is none. */
export function step(events: readonly RunEvent[], from: Position, direction: 1 | -1): Position {
  if (direction === 1) {
    for (let index = from.count; index < events.length; index++) if (isStop(events[index]!)) return positionAfter(events, index)
    return from
  }
  // In the midst of a stretch, back to its beginning first
  const current = positionAfter(events, from.count - 1)
  if (from.count > 0 && from.at > current.at) return current
  for (let index = from.count - 2; index >= 0; index--) if (isStop(events[index]!)) return positionAfter(events, index)
  return from.count === 0 ? from : { count: 0, at: 0 }
}

/** The position of an instant: all its events have happened. */
export function positionAt(events: readonly RunEvent[], at: number): Position {
  let low = 0
  let high = events.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (events[middle]!.at <= at) low = middle + 1
    else high = middle
  }
  return { count: low, at: Math.max(0, at) }
}
