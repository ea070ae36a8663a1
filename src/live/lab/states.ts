/** The program's threads and the sessions at a moment, a line each. A line that says the same as before is left alone. */
import type { RunEvent } from '../../messages/event.ts'
import { duration } from '../../timeline/duration.ts'
import type { Moment, SessionMoment, ThreadMoment } from '../../timeline/moment.ts'
import { sessionName } from '../../timeline/names.ts'
import { tracksOf } from '../../timeline/tracks.ts'
import { truthsOf } from '../../timeline/truths.ts'
import { write } from './write.ts'

interface Row {
  readonly title: HTMLElement
  readonly state: HTMLElement
  readonly more: HTMLElement
  /** What the driver says; of a session only. */
  readonly truths: HTMLElement
}

const looks: Readonly<Record<string, string>> = {
  active: 'active',
  idle: 'idle',
  'idle in transaction': 'transaction',
  'idle in transaction (aborted)': 'aborted',
}

export class StatesView {
  readonly #target: HTMLElement
  readonly #threads = new Map<string, Row>()
  readonly #sessions = new Map<number, Row>()

  constructor(target: HTMLElement) {
    this.#target = target
  }

  /** A line for everybody who appears in the run, also before they do, so that nothing moves later. */
  begin(events: readonly RunEvent[]): void {
    this.#threads.clear()
    this.#sessions.clear()
    this.#target.replaceChildren()
    this.meet(events, 0)
  }

  /** Adds a line for those who appear from the event `from` on. */
  meet(events: readonly RunEvent[], from: number): void {
    if (from === 0) this.#threads.set('', this.#row('Program'))
    for (const event of events.slice(from)) {
      if (
        (event.kind === 'call' || event.kind === 'exception' || event.kind === 'output') &&
        event.thread !== undefined &&
        !this.#threads.has(event.thread)
      )
        this.#threads.set(event.thread, this.#row(event.thread))
      if ('session' in event && !this.#sessions.has(event.session)) this.#sessions.set(event.session, this.#row(`Session ${event.session}`))
    }
    // Threads first, as in the drawing
    for (const { state } of this.#sessions.values()) this.#target.append(state.parentElement!)
    for (const session of tracksOf(events).sessions) {
      const row = this.#sessions.get(session.pid)
      const { name, detail } = sessionName(session)
      if (row) write(row.title, [name, detail].filter(Boolean).join(', '))
    }
  }

  show(moment: Moment, at: number): void {
    for (const [name, row] of this.#threads) show(row, ...ofThread(moment.threads.get(name)))
    for (const [pid, row] of this.#sessions) {
      const session = moment.sessions.get(pid)
      show(row, ...ofSession(session, at))
      showTruths(row.truths, session)
    }
  }

  #row(name: string): Row {
    const line = document.createElement('li')
    const [title, state, more, truths] = ['b', 'span', 'span', 'span'].map((tag) => document.createElement(tag)) as [
      HTMLElement,
      HTMLElement,
      HTMLElement,
      HTMLElement,
    ]
    truths.className = 'lx-truths'
    title.textContent = name
    state.className = 'lx-state'
    line.append(title, state, more, truths)
    this.#target.append(line)
    return { title, state, more, truths }
  }
}

type Words = readonly [state: string, look: string, more: string]

function ofThread(thread: ThreadMoment | undefined): Words {
  if (!thread || thread.line === null) return ['', '', '']
  const line = `line ${thread.line}`
  if (thread.call !== null) return [line, '', thread.call]
  return [line, '', thread.raised === null ? '' : `raised ${thread.raised}`]
}

function ofSession(session: SessionMoment | undefined, at: number): Words {
  if (!session) return ['not open', '', '']
  if (session.state === 'closed') return ['closed', '', '']
  const waits = session.waitsFor === null ? [] : [`waits for ${session.waitsFor.map((pid) => `session ${pid}`).join(', ') || 'a lock'}`]
  const timers = Array.from(session.timers, ([name, { due }]) => `${name}: ${duration(Math.max(0, Math.round(due - at)))} left`)
  const state = session.state ?? 'starting'
  return [state, looks[state] ?? '', [...waits, ...timers].join(' · ')]
}

function show({ state, more }: Row, ...[text, look, rest]: Words): void {
  write(state, text)
  const name = look === '' ? 'lx-state' : `lx-state tl-${look}`
  if (state.className !== name) state.className = name
  write(more, rest)
}

/** Four items, which stay; each says what the driver would answer, and whether that is still so. */
function showTruths(part: HTMLElement, session: SessionMoment | undefined): void {
  const truths = session ? truthsOf(session) : null
  if (truths === null) {
    if (part.hasChildNodes()) part.replaceChildren()
    return
  }
  if (!part.hasChildNodes())
    for (const { asked } of truths) {
      const item = document.createElement('span')
      const name = document.createElement('code')
      name.textContent = asked
      item.append(name, ' ', '')
      part.append(item)
    }
  for (const [index, { value, name, stale }] of truths.entries()) {
    const item = part.children[index]!
    const text = `${value} ${name}${stale ? `, stale since ${duration(Math.round(session!.since))}` : ''}`
    const last = item.lastChild as Text
    if (last.data !== text) last.data = text
    item.classList.toggle('lx-stale', stale)
  }
}
