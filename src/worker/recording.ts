/** What a program writes and what happens while it runs: kept for the result of the run, and passed on as it comes. */
import type { ErrorFacts, RunEvent } from '../messages/event.ts'
import { EVENTS_AT_MOST, OUTPUT_AT_MOST, shorten } from '../messages/limits.ts'
import type { LeftOut, RunResult } from '../messages/run.ts'
import type { ProgramEnd, ProgramObserver } from '../python/host/interpreter.ts'
import type { Clock } from '../scheduling/clock.ts'

/** A program that prints for ever must not fill the reader's memory. */
const OUTPUT_NOTE = `… the program has written more than ${OUTPUT_AT_MOST.toLocaleString('en')} characters; the rest is not shown.\n`
/** How many more events are left out until that is told again. */
const LEFT_OUT_AGAIN = 1000
/** After so many, output that follows output counts as one, from whichever lines it comes. */
const OUTPUTS_LIMIT = 1000
/** What one line prints within so many milliseconds is one stretch of output. */
const STRETCH = 10

/** Hears what happens in a run while it lasts. */
export interface RunListener {
  output?(stream: 'stdout' | 'stderr', text: string): void
  line?(line: number): void
  event?(event: RunEvent): void
  leftOut?(leftOut: LeftOut): void
}

export class Recording implements ProgramObserver {
  readonly #clock: Clock
  readonly #listener: RunListener
  readonly #began: number
  readonly #events: RunEvent[] = []
  readonly #written = { stdout: '', stderr: '' }
  /** The line of the program that is being executed, and its thread. */
  #current: { readonly line: number | null; readonly thread?: string } = { line: null }
  /** Output that goes on: a `print` writes piece by piece. */
  #printing: Extract<RunEvent, { readonly kind: 'output' }> | null = null
  #outputs = 0
  #leftOut: LeftOut | null = null

  constructor(clock: Clock, listener: RunListener) {
    this.#clock = clock
    this.#listener = listener
    this.#began = clock.now()
  }

  result(end: ProgramEnd): RunResult {
    this.#printed()
    return { ...end, ...this.#written, events: this.#events, durationMs: this.#clock.now() - this.#began, leftOut: this.#leftOut }
  }

  output(stream: 'stdout' | 'stderr', text: string): void {
    const room = OUTPUT_AT_MOST - this.#written.stdout.length - this.#written.stderr.length
    if (room < 0) return // and the note has been written
    const kept = text.length <= room ? text : `${text.slice(0, room)}\n${OUTPUT_NOTE}`
    this.#written[stream] += kept
    this.#print(stream, kept.length)
    this.#listener.output?.(stream, kept)
  }

  line(line: number, thread: string | undefined): void {
    this.#current = { line, ...(thread === undefined ? {} : { thread }) }
    this.#listener.line?.(line)
  }

  called(call: number, name: string, text: string, line: number, thread: string | undefined): void {
    this.add({ at: this.#clock.now(), kind: 'call', call, function: name, text, line, ...(thread === undefined ? {} : { thread }) })
  }

  returned(call: number, raised: string | undefined, ...facts: (string | undefined)[]): void {
    const error = raised === undefined ? {} : { error: factsOf(facts) }
    this.add({ at: this.#clock.now(), kind: 'return', call, raised: raised ?? null, ...error })
  }

  raised(...[type, line, thread, about, note, ...facts]: Parameters<ProgramObserver['raised']>): void {
    const who = thread === undefined ? {} : { thread }
    const more = { about: about ?? null, note: note ?? null, error: factsOf(facts) }
    this.add({ at: this.#clock.now(), kind: 'exception', type, line, ...who, ...more })
  }

  connection(...[session, name, closed, status, transaction, info, thread]: Parameters<ProgramObserver['connection']>): void {
    const who = { ...(name !== undefined && { name }), ...(thread !== undefined && { thread }) }
    this.add({ at: this.#clock.now(), session, kind: 'connection', closed, status, transaction, info, ...who })
  }

  callsEnded(): void {
    const at = this.#since(this.#clock.now())
    this.#leaveOut({ at, events: 0, ...this.#leftOut, calls: true })
  }

  /** Its times, which are the server's, become times since the run began. */
  add(event: RunEvent): void {
    this.#printed()
    this.#push(event)
  }

  #print(stream: 'stdout' | 'stderr', length: number): void {
    const before = this.#printing
    const at = this.#clock.now()
    const same = before?.line === this.#current.line && before.thread === this.#current.thread && at - before.at < STRETCH
    if (before?.stream === stream && (same || this.#outputs > OUTPUTS_LIMIT)) this.#printing = { ...before, length: before.length + length }
    else {
      this.#printed()
      this.#outputs++
      this.#printing = { at, kind: 'output', stream, length, ...this.#current }
    }
  }

  #printed(): void {
    const event = this.#printing
    this.#printing = null
    if (event) this.#push(event)
  }

  #push(event: RunEvent): void {
    const at = this.#since(event.at)
    if (this.#events.length < EVENTS_AT_MOST) {
      const own = withShortTexts({ ...event, at })
      const timed = own.kind === 'timer-armed' ? { ...own, since: this.#since(own.since), due: this.#since(own.due) } : own
      this.#events.push(timed)
      this.#listener.event?.(timed)
    } else {
      const { events, ...before } = this.#leftOut ?? { at, events: 0, calls: false }
      this.#leaveOut({ ...before, events: events + 1 })
    }
  }

  #leaveOut(leftOut: LeftOut): void {
    this.#leftOut = leftOut
    if (leftOut.events % LEFT_OUT_AGAIN === 1 || leftOut.events === 0) this.#listener.leftOut?.(leftOut)
  }

  #since(time: number): number {
    return Math.round((time - this.#began) * 1000) / 1000
  }
}

function factsOf([bases, sqlstate, message, said, ...more]: readonly (string | undefined)[]): ErrorFacts {
  const names = more.filter((_, index) => index % 2 === 0)
  return {
    bases: bases ? bases.split(' ') : [],
    sqlstate: sqlstate ?? null,
    message: message ?? '',
    said: said ?? null,
    diag: Object.fromEntries(names.map((name, index) => [name, more[index * 2 + 1] ?? ''])),
  }
}

/** The same, but for texts that are too long, wherever they are in it. */
function withShortTexts<T>(it: T): T
function withShortTexts(it: unknown): unknown {
  if (typeof it === 'string') return shorten(it)
  if (Array.isArray(it)) return it.map(withShortTexts)
  if (typeof it !== 'object' || it === null) return it
  return Object.fromEntries(Object.entries(it).map(([name, value]) => [name, withShortTexts(value)]))
}
