/**
 * From a stream of events to what went on, lane by lane. Pure; imports the events' types only.
 *
 * A moment is the index of an event, not a time: things that take no time (under a stepped clock most do) keep their order.
 * `to` is null while something goes on.
 */
import type { RunEvent, ServerReport, SessionState, TimerName } from '../messages/event.ts'

export interface Stretch {
  readonly from: number
  to: number | null
}

export interface Call extends Stretch {
  /** Undefined for the main one. */
  readonly thread: string | undefined
  readonly function: string
  readonly text: string
  raised: string | null
}

export interface StateStretch extends Stretch {
  readonly state: SessionState
}

export interface Wait extends Stretch {
  readonly on: 'lock' | 'latch'
  readonly blockers: readonly number[]
}

export interface TimerRun extends Stretch {
  readonly since: number
  readonly due: number
  outcome: 'armed' | 'fired' | 'disarmed'
}

export interface SessionTrack {
  readonly pid: number
  readonly applicationName: string
  /** The variables that have its connection, and the threads that use it; the main one's name is empty. */
  readonly names: Set<string>
  readonly threads: Set<string>
  readonly states: StateStretch[]
  readonly waits: Wait[]
  readonly timers: Map<TimerName, TimerRun[]>
  readonly reports: { readonly at: number; readonly report: ServerReport }[]
  closed: { readonly at: number; readonly reason: 'terminate' | 'fatal' | 'crash' | 'reset'; readonly report: ServerReport | null } | null
}

/** An exception that no call of the driver has raised. */
export interface Raised {
  readonly at: number
  /** Undefined for the main one. */
  readonly thread: string | undefined
}

export interface Tracks {
  readonly calls: Call[]
  readonly raised: Raised[]
  readonly sessions: SessionTrack[]
}

export function tracksOf(events: readonly RunEvent[]): Tracks {
  const calls: Call[] = []
  const raised: Raised[] = []
  const open = new Map<number, Call>()
  const sessions: SessionTrack[] = []
  const current = new Map<number, SessionTrack>()

  const begin = (pid: number, applicationName: string) => {
    const track: SessionTrack = {
      pid,
      applicationName,
      names: new Set(),
      threads: new Set(),
      states: [],
      waits: [],
      timers: new Map(),
      reports: [],
      closed: null,
    }
    sessions.push(track)
    current.set(pid, track)
    return track
  }
  const endTimer = (track: SessionTrack, name: TimerName, to: number, outcome: 'fired' | 'disarmed') => {
    const run = track.timers.get(name)?.at(-1)
    if (run && run.to === null) Object.assign(run, { to, outcome })
  }

  events.forEach((event, index) => {
    if (event.kind === 'call') {
      const call: Call = { thread: event.thread, from: index, to: null, function: event.function, text: event.text, raised: null }
      calls.push(call)
      open.set(event.call, call)
      return
    }
    if (event.kind === 'return') {
      const call = open.get(event.call)
      if (call) Object.assign(call, { to: index, raised: event.raised })
      open.delete(event.call)
      return
    }
    if (event.kind === 'exception') {
      raised.push({ at: index, thread: event.thread })
      return
    }
    if (event.kind === 'output') return // The output itself is shown elsewhere
    if (event.kind === 'session-opened') {
      begin(event.session, event.applicationName)
      return
    }
    // A stream that was cut may begin in the middle of a session.
    const track = current.get(event.session) ?? begin(event.session, '')
    const state = track.states.at(-1)
    switch (event.kind) {
      case 'session-state':
        if (state?.state === event.state && state.to === null) break
        if (state && state.to === null) state.to = index
        track.states.push({ from: index, to: null, state: event.state })
        break
      case 'session-closed':
        if (state && state.to === null) state.to = index
        for (const wait of track.waits) wait.to ??= index
        for (const name of track.timers.keys()) endTimer(track, name, index, 'disarmed')
        track.closed = { at: index, reason: event.reason, report: event.report }
        break
      case 'report':
        track.reports.push({ at: index, report: event.report })
        break
      case 'timer-armed': {
        endTimer(track, event.timer, index, 'disarmed')
        const runs = track.timers.get(event.timer) ?? []
        runs.push({ from: index, to: null, since: event.since, due: event.due, outcome: 'armed' })
        track.timers.set(event.timer, runs)
        break
      }
      case 'timer-fired':
        endTimer(track, event.timer, index, 'fired')
        break
      case 'timer-disarmed':
        endTimer(track, event.timer, index, 'disarmed')
        break
      case 'wait-began':
        track.waits.push({ from: index, to: null, on: event.on, blockers: event.blockers })
        break
      case 'wait-ended': {
        const wait = track.waits.at(-1)
        if (wait) wait.to ??= index
        break
      }
      case 'connection':
        if (event.name !== undefined) track.names.add(event.name)
        track.threads.add(event.thread ?? '')
        break
      default: // Messages on the wire are not drawn.
    }
  })
  return { calls, raised, sessions }
}
