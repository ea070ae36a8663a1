/** What is drawn: lanes of bars and marks at positions from 0 to 1. Pure; imports the timeline's own and the events' types. */
import type { RunEvent } from '../messages/event.ts'
import { duration, roundInstants } from './duration.ts'
import { merge } from './merge.ts'
import { type Scale, scaleOf } from './scale.ts'
import type { Bar, BarKind, Lane, Mark, Timeline } from './shapes.ts'
import { type Call, type SessionTrack, type TimerRun, tracksOf } from './tracks.ts'
import { callLabel, reportText } from './words.ts'

export interface DrawOptions {
  /** The present, in milliseconds since the run began; null once it has ended. */
  readonly now?: number | null
  /** The last instant to show, if later than the last event. */
  readonly until?: number
}

const TICKS = 6
const TICKS_APART = 0.07
const stateKinds = {
  active: 'active',
  idle: 'idle',
  'idle in transaction': 'transaction',
  'idle in transaction (aborted)': 'aborted',
} as const

export function timelineOf(events: readonly RunEvent[], { now = null, until = 0 }: DrawOptions = {}): Timeline {
  const scale = scaleOf(events, Math.max(until, now ?? 0))
  const present = now === null ? scale.moment(null) : Math.max(scale.instant(now), events.length > 0 ? scale.moment(events.length - 1) : 0)
  const { calls, sessions } = tracksOf(events)
  const end = (to: number | null) => (to === null ? present : scale.moment(to))

  // The main thread has a lane in any case, the others in the order in which they first call
  const lanes = [
    ...[...new Set([undefined, ...calls.map(({ thread }) => thread)])].map((thread) => programLane(thread, calls, scale, end)),
    ...sessions.flatMap((session) => [
      sessionLane(session, scale, end),
      ...waitLanes(session, scale, end),
      ...timerLanes(session, scale, present, now, end),
    ]),
  ]

  const ticks: { at: number; label: string }[] = []
  for (const at of roundInstants(scale.end, TICKS)) {
    const position = scale.instant(at)
    if (ticks.length === 0 || position - ticks.at(-1)!.at >= TICKS_APART) ticks.push({ at: position, label: at === 0 ? '0' : duration(at) })
  }
  return { lanes, ticks, now: now === null ? null : present }
}

function programLane(thread: string | undefined, calls: readonly Call[], scale: Scale, end: (to: number | null) => number): Lane {
  const bars = calls
    .filter((call) => call.thread === thread)
    .map(
      (call): Bar => ({
        start: scale.moment(call.from),
        from: call.from,
        end: end(call.to),
        kind: call.raised === null ? 'call' : 'raised',
        label: call.raised === null ? callLabel(call) : `${callLabel(call)} ✕ ${call.raised}`,
      }),
    )
  return { kind: 'program', name: thread ?? 'Program', detail: '', bars: merge(bars), marks: [] }
}

function sessionLane(session: SessionTrack, scale: Scale, end: (to: number | null) => number): Lane {
  const bars: Bar[] = session.states.map((stretch) => ({
    start: scale.moment(stretch.from),
    from: stretch.from,
    end: end(stretch.to),
    kind: stateKinds[stretch.state],
    label: stretch.state,
  }))
  const marks: Mark[] = session.reports
    .filter(({ report }) => report.severity !== 'FATAL' || session.closed?.report == null)
    .map(({ at, report }) => ({
      at: scale.moment(at),
      from: at,
      kind: report.severity === 'ERROR' ? 'error' : report.severity === 'FATAL' || report.severity === 'PANIC' ? 'fatal' : 'notice',
      text: reportText(report),
    }))
  const { closed } = session
  if (closed?.report) marks.push({ at: scale.moment(closed.at), from: closed.at, kind: 'fatal', text: reportText(closed.report) })
  else if (closed)
    marks.push({
      at: scale.moment(closed.at),
      from: closed.at,
      kind: 'closed',
      text: closed.reason === 'terminate' ? 'closed' : closed.reason,
    })
  return {
    kind: 'session',
    name: `Session ${session.pid}`,
    detail: session.applicationName,
    bars: merge(bars),
    marks,
  }
}

function waitLanes(session: SessionTrack, scale: Scale, end: (to: number | null) => number): Lane[] {
  const bars = session.waits
    .filter((wait) => wait.on === 'lock')
    .map((wait): Bar => {
      const holders = wait.blockers.length > 0 ? `held by session ${wait.blockers.join(', ')}` : ''
      return { start: scale.moment(wait.from), from: wait.from, end: end(wait.to), kind: 'wait', label: holders }
    })
  return bars.length === 0 ? [] : [{ kind: 'wait', name: 'waits for a lock', detail: '', bars: merge(bars), marks: [] }]
}

function timerLanes(session: SessionTrack, scale: Scale, present: number, now: number | null, end: (to: number | null) => number): Lane[] {
  // It is armed at every wait: it is shown where it fires, and so looks for a deadlock
  const shown = [...session.timers].filter(([name, runs]) => name !== 'deadlock_timeout' || runs.some(({ outcome }) => outcome === 'fired'))
  return shown.map(([name, runs]) => {
    const values = new Set(runs.map((run) => duration(Math.round(run.due - run.since))))
    const bars = runs.map(
      (run) => ({ start: scale.moment(run.from), from: run.from, end: end(run.to), kind: timerKind(run), label: '' }) satisfies Bar,
    )
    const armed = runs.at(-1)
    const remaining: Bar[] = []
    // What is left of an armed timer, shrinking towards the instant it is due, which may be beyond the axis.
    if (now !== null && armed?.outcome === 'armed' && armed.due > now)
      remaining.push({
        start: present,
        from: null,
        end: Math.min(1, scale.instant(armed.due)),
        kind: 'remaining',
        label: `${duration(armed.due - now)} left`,
      })
    const marks = runs
      .filter((run) => run.outcome === 'fired')
      .map(
        (run): Mark => ({
          at: end(run.to),
          from: run.to ?? run.from,
          kind: 'fired',
          text: `fires after ${duration(Math.round(run.due - run.since))}`,
        }),
      )
    const detail = values.size <= 2 ? [...values].join(', ') : 'several values'
    return { kind: 'timer', name, detail, bars: [...merge(bars), ...remaining], marks }
  })
}

const timerKind = (run: TimerRun): BarKind => (run.outcome === 'armed' ? 'elapsed' : run.outcome)
