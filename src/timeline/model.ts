/** What is drawn: lanes of bars and marks at positions from 0 to 1. Pure; imports the timeline's own and the events' types. */
import type { RunEvent } from '../messages/event.ts'
import { duration } from './duration.ts'
import { merge } from './merge.ts'
import { sessionName } from './names.ts'
import { type Scale, scaleOf } from './scale.ts'
import type { Bar, BarKind, Lane, Mark, Timeline } from './shapes.ts'
import { gapsOf, ticksOf } from './ticks.ts'
import { type Call, type Raised, type SessionTrack, type TimerRun, tracksOf } from './tracks.ts'
import { callLabel, reportText, shortCallLabels, shortStateLabels } from './words.ts'

export interface DrawOptions {
  /** The present, in milliseconds since the run began; null once it has ended. */
  readonly now?: number | null
  /** The last instant to show, if later than the last event. */
  readonly until?: number
  /** How wide, in pixels, the lanes are. */
  readonly track?: number
  readonly unseen?: Unseen | null
}

/** What has happened and is not among the events. */
export interface Unseen {
  /** Since when, in milliseconds. */
  readonly at: number
  readonly label: string
}

/** Of a page that is as wide as its text may be. */
export const TRACK = 600
/** A bar that is narrower than this, in pixels, is joined with those beside it. */
const LEAST = 6
/** So wide is at least the mark of what is not drawn. */
const UNSEEN = 0.03
const stateKinds = {
  active: 'active',
  idle: 'idle',
  'idle in transaction': 'transaction',
  'idle in transaction (aborted)': 'aborted',
} as const

export function timelineOf(
  events: readonly RunEvent[],
  { now = null, until = 0, track = TRACK, unseen = null }: DrawOptions = {},
): Timeline {
  const scale = scaleOf(events, Math.max(until, now ?? 0), now !== null)
  const present = now === null ? scale.moment(null) : Math.max(scale.instant(now), events.length > 0 ? scale.moment(events.length - 1) : 0)
  const { calls, raised, sessions } = tracksOf(events)
  const end = (to: number | null) => (to === null ? present : scale.moment(to))
  const drawn: Drawn = { scale, present, now, end, join: (bars) => merge(bars, LEAST / track) }

  // The main thread has a lane in any case, the others in the order in which they first call, then those that only raise
  const lanes = [
    ...[...new Set([undefined, ...calls.map(({ thread }) => thread), ...raised.map(({ thread }) => thread)])].map((thread) =>
      programLane(thread, calls, raised, drawn),
    ),
    ...sessions.flatMap((session) => [sessionLane(session, drawn), ...waitLanes(session, drawn), ...timerLanes(session, drawn)]),
  ]
  const gaps = gapsOf(scale.parts)
  if (unseen) gaps.push({ kind: 'unseen', start: Math.min(scale.instant(unseen.at), 1 - UNSEEN), end: 1, label: unseen.label })
  return { lanes, ticks: ticksOf(scale), gaps, now: now === null ? null : present }
}

/** What lanes are drawn with. */
interface Drawn {
  readonly scale: Scale
  /** Where the present is, or the end. */
  readonly present: number
  readonly now: number | null
  readonly end: (to: number | null) => number
  readonly join: (bars: readonly Bar[]) => Bar[]
}

function programLane(thread: string | undefined, calls: readonly Call[], raised: readonly Raised[], { scale, end, join }: Drawn): Lane {
  const own = calls.filter((call) => call.thread === thread)
  const bars = own.map(
    (call): Bar => ({
      start: scale.moment(call.from),
      from: call.from,
      end: end(call.to),
      kind: call.raised === null ? 'call' : 'raised',
      label: call.raised === null ? callLabel(call) : `${callLabel(call)} ✕ ${call.raised}`,
      short: call.raised === null ? shortCallLabels(call) : [`✕ ${call.raised}`, '✕'],
      count: 1,
    }),
  )
  const indices = [
    ...own.flatMap(({ raised, to }) => (raised === null || to === null ? [] : [to])),
    ...raised.filter((one) => one.thread === thread).map(({ at }) => at),
  ]
  const marks = indices.sort((one, other) => one - other).map((from): Mark => ({ at: scale.moment(from), from, kind: 'raised', text: '' }))
  return { kind: 'program', of: thread ?? '', name: thread ?? 'Program', detail: '', bars: join(bars), marks }
}

function sessionLane(session: SessionTrack, { scale, end, join }: Drawn): Lane {
  const bars: Bar[] = session.states.map((stretch) => ({
    start: scale.moment(stretch.from),
    from: stretch.from,
    end: end(stretch.to),
    kind: stateKinds[stretch.state],
    label: stretch.state,
    short: shortStateLabels(stretch.state),
    count: 1,
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
    of: String(session.pid),
    ...sessionName(session),
    bars: join(bars),
    marks,
  }
}

function waitLanes(session: SessionTrack, { scale, end, join }: Drawn): Lane[] {
  const bars = session.waits
    .filter((wait) => wait.on === 'lock')
    .map((wait): Bar => {
      const holders = wait.blockers.length > 0 ? `held by session ${wait.blockers.join(', ')}` : ''
      const short = wait.blockers.length > 0 ? [wait.blockers.join(', ')] : []
      return { start: scale.moment(wait.from), from: wait.from, end: end(wait.to), kind: 'wait', label: holders, short, count: 1 }
    })
  return bars.length === 0
    ? []
    : [{ kind: 'wait', of: String(session.pid), name: 'waits for a lock', detail: '', bars: join(bars), marks: [] }]
}

function timerLanes(session: SessionTrack, { scale, present, now, end, join }: Drawn): Lane[] {
  // It is armed at every wait: it is shown where it fires, and so looks for a deadlock
  const shown = [...session.timers].filter(([name, runs]) => name !== 'deadlock_timeout' || runs.some(({ outcome }) => outcome === 'fired'))
  return shown.map(([name, runs]) => {
    const values = new Set(runs.map((run) => duration(Math.round(run.due - run.since))))
    const bars = runs.map(
      (run): Bar => ({
        start: scale.moment(run.from),
        from: run.from,
        end: end(run.to),
        kind: timerKind(run),
        label: '',
        short: [],
        count: 1,
      }),
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
        short: [duration(armed.due - now)],
        count: 1,
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
    return { kind: 'timer', of: `${session.pid} ${name}`, name, detail, bars: [...join(bars), ...remaining], marks }
  })
}

const timerKind = (run: TimerRun): BarKind => (run.outcome === 'armed' ? 'elapsed' : run.outcome)
