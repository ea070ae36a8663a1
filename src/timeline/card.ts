/** What a bar or a mark is, in a sentence, and its details. Pure; imports the timeline's own and the events' types. */
import type { ErrorFacts, RunEvent, ServerReport } from '../messages/event.ts'
import { duration } from './duration.ts'
import { sessionName } from './names.ts'
import type { LaneKey } from './shapes.ts'
import { type Call, type SessionTrack, type Stretch, type TimerRun, type Tracks, tracksOf } from './tracks.ts'
import { callLabel, reportText } from './words.ts'

export interface Card {
  readonly sentence: string
  readonly rows: readonly (readonly [name: string, value: string])[]
  /** Of an exception, what there is to explain of it. */
  readonly error: (ErrorFacts & { readonly type: string }) | null
}

/** The row that says what is otherwise than where programs run by themselves. */
export const IN_THIS_PAGE = 'In this page'

const LISTED = 6

const meanings = {
  active: 'The server executes a statement for it.',
  idle: 'No transaction is open; the server waits for what the program sends next.',
  'idle in transaction': 'A transaction is open, and with it its locks; the server waits for what the program sends next.',
  'idle in transaction (aborted)': 'An error has undone the transaction; only a rollback is accepted.',
} as const

/** Of `events`, which may be added to: call it anew then. */
export class Cards {
  readonly #events: readonly RunEvent[]
  readonly #tracks: Tracks
  readonly #end: number

  /** `end`: when the run ended, or what time it is, in milliseconds. */
  constructor(events: readonly RunEvent[], end: number) {
    this.#events = events
    this.#tracks = tracksOf(events)
    this.#end = Math.max(end, events.at(-1)?.at ?? 0)
  }

  /** Of what begins with the event `from` in a lane, or of so many that are drawn as one; null if nothing does. */
  bar({ kind, of }: LaneKey, from: number, count: number): Card | null {
    const all = this.#stretches(kind, of)
    const first = all.findIndex((stretch) => stretch.from === from)
    if (first < 0) return null
    if (count > 1) return this.#several(kind, all.slice(first, first + count))
    return this.#one(kind, of, all[first]!)
  }

  /** Of a mark at this event. */
  mark({ kind, of }: LaneKey, from: number): Card | null {
    const event = this.#events[from]
    if (event?.kind === 'report') return this.#report(event.session, event.report, event.at)
    if (event?.kind === 'session-closed')
      return event.report
        ? this.#report(event.session, event.report, event.at)
        : { sentence: `${this.#nameOf(event.session)} ends${endings[event.reason]}.`, rows: [['At', instant(event.at)]], error: null }
    if (event?.kind === 'return') {
      const call = this.#tracks.calls.find(({ to }) => to === from)
      return call ? this.#call(call) : null
    }
    if (event?.kind === 'exception') return this.#exception(event)
    if (event?.kind !== 'timer-fired') return null
    const run = this.#stretches(kind, of).find(({ to }) => to === from)
    return run ? this.#one(kind, of, run) : null
  }

  /** What begins or ends with an event: the lane, and where it begins; null if that is not drawn. */
  at(index: number): (LaneKey & { readonly from: number }) | null {
    const event = this.#events[index]
    if (!event) return null
    if (event.kind === 'call') return { kind: 'program', of: event.thread ?? '', from: index }
    if (event.kind === 'return') {
      const call = this.#tracks.calls.find(({ to }) => to === index)
      return call ? { kind: 'program', of: call.thread ?? '', from: event.raised === null ? call.from : index } : null
    }
    if (event.kind === 'exception') return { kind: 'program', of: event.thread ?? '', from: index }
    if (event.kind === 'session-state' || event.kind === 'report' || event.kind === 'session-closed')
      return { kind: 'session', of: String(event.session), from: index }
    if (event.kind === 'wait-began' && event.on === 'lock') return { kind: 'wait', of: String(event.session), from: index }
    if (event.kind === 'timer-armed' || event.kind === 'timer-fired')
      return { kind: 'timer', of: `${event.session} ${event.timer}`, from: index }
    return null
  }

  #stretches(kind: LaneKey['kind'], of: string): readonly Stretch[] {
    if (kind === 'program') return this.#tracks.calls.filter(({ thread = '' }) => thread === of)
    const [pid, timer] = of.split(' ')
    // A pid may come again
    return this.#tracks.sessions
      .filter((session) => session.pid === Number(pid))
      .flatMap(({ states, waits, timers }): readonly Stretch[] =>
        kind === 'session' ? states : kind === 'wait' ? waits.filter(({ on }) => on === 'lock') : (timers.get(timer as never) ?? []),
      )
  }

  #one(kind: LaneKey['kind'], of: string, stretch: Stretch): Card {
    if (kind === 'program') return this.#call(stretch as Call)
    const [pid, timer = ''] = of.split(' ')
    const name = this.#nameOf(Number(pid))
    const times = this.#times(stretch)
    if (kind === 'wait') {
      const { blockers } = stretch as SessionTrack['waits'][number]
      const holders = blockers.map((blocker) => this.#nameOf(blocker)).join(', ')
      return { sentence: `${name} waits for a lock${holders && ` that ${holders} holds`}${this.#long(stretch)}.`, rows: times, error: null }
    }
    if (kind === 'timer') {
      const { since, due, outcome } = stretch as TimerRun
      const ends = { fired: 'fires', disarmed: `is stopped in time, ${this.#took(stretch)} after it began`, armed: 'runs' }[outcome]
      return {
        sentence: `${timer} of ${name}, ${duration(Math.round(due - since))}, ${ends}.`,
        rows: [...times, ['Due', instant(due)]],
        error: null,
      }
    }
    const { state } = stretch as SessionTrack['states'][number]
    const sql = state === 'active' ? this.#sentIn(Number(pid), stretch) : null
    return {
      sentence: `${name} is ${state}${this.#long(stretch)}. ${meanings[state]}`,
      rows: [...(sql ? [['Sent', sql] as const] : []), ...times],
      error: null,
    }
  }

  #call(call: Call): Card {
    const event = this.#events[call.from]
    const back = call.to === null ? null : this.#events[call.to]
    const error = back?.kind === 'return' && back.raised !== null && back.error ? { ...back.error, type: back.raised } : null
    const who = call.thread ?? 'The program'
    const does = call.function === 'time.sleep' ? 'sleeps' : `calls ${call.function}()`
    const ends = call.to === null ? ', which has not returned' : call.raised === null ? '' : `, which raises ${call.raised}`
    return {
      sentence: `${who} ${does}${ends}${call.to === null ? '' : this.#long(call, call.raised === null ? 'for' : 'after')}.`,
      rows: [
        ...(call.text ? [[/execute|copy/.test(call.function) ? 'SQL' : 'With', call.text] as const] : []),
        ...(event?.kind === 'call' && event.line !== null ? [['Line', String(event.line)] as const] : []),
        ...this.#times(call),
      ],
      error,
    }
  }

  #exception({ type, line, thread, at, about, note, error }: Extract<RunEvent, { readonly kind: 'exception' }>): Card {
    return {
      sentence: `${thread ?? 'The program'} raises ${type}, or something that it has called.`,
      rows: [
        ...(about === null ? [] : [['Means', about] as const]),
        ...(note === null ? [] : [[IN_THIS_PAGE, note] as const]),
        ['Line', String(line)],
        ['At', instant(at)],
      ],
      error: { ...error, type },
    }
  }

  #report(session: number, report: ServerReport, at: number): Card {
    const ends = report.severity === 'FATAL' || report.severity === 'PANIC' ? ', and with it the session ends' : ''
    return {
      sentence: `The server reports ${reportText(report)} to ${this.#nameOf(session)}${ends}.`,
      rows: [
        ['SQLSTATE', report.sqlstate],
        ['At', instant(at)],
      ],
      error: null,
    }
  }

  #several(kind: LaneKey['kind'], stretches: readonly Stretch[]): Card {
    const labels = stretches.map((stretch) =>
      kind === 'program'
        ? `${callLabel(stretch as Call)}${(stretch as Call).raised === null ? '' : ` ✕ ${(stretch as Call).raised}`}`
        : kind === 'session'
          ? (stretch as SessionTrack['states'][number]).state
          : this.#took(stretch),
    )
    const more = labels.length > LISTED ? [['', `and ${labels.length - LISTED} more`] as const] : []
    return {
      sentence: `${labels.length} in a row that are too short to be drawn apart. Zoom in to see each.`,
      rows: [...labels.slice(0, LISTED).map((label, index) => [instant(this.#at(stretches[index]!.from)), label] as const), ...more],
      error: null,
    }
  }

  #nameOf(pid: number): string {
    const session = this.#tracks.sessions.findLast((session) => session.pid === pid)
    if (!session) return `session ${pid}`
    const { name, detail } = sessionName(session)
    return detail === '' ? name : `${name} (session ${pid})`
  }

  /** What the session was sent just before it became active. */
  #sentIn(session: number, { from }: Stretch): string | null {
    for (let index = from - 1; index >= 0; index--) {
      const event = this.#events[index]!
      if (!('session' in event) || event.session !== session) continue
      if (event.kind === 'message-sent') return event.summary.replace(/^Query: /, '')
      if (event.kind === 'session-state') return null
    }
    return null
  }

  #at = (index: number | null) => (index === null ? this.#end : this.#events[index]!.at)
  #took = ({ from, to }: Stretch) => duration(exact(this.#at(to) - this.#at(from)))
  #long(stretch: Stretch, word = 'for'): string {
    return this.#at(stretch.to) > this.#at(stretch.from) ? ` ${word} ${this.#took(stretch)}` : ''
  }
  #times(stretch: Stretch): Card['rows'] {
    const from = this.#at(stretch.from)
    const to = this.#at(stretch.to)
    if (from === to && stretch.to !== null) return [['At', instant(from)]]
    return [['From', `${instant(from)} to ${stretch.to === null ? 'now' : instant(to)}, ${this.#took(stretch)}`]]
  }
}

const endings = { terminate: ', as the program asked', fatal: '', crash: ', as the server has crashed', reset: '' } as const
const exact = (ms: number) => Number(ms.toFixed(2))
const instant = (at: number) => duration(exact(at))
