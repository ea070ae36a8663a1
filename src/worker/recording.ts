/** What one run writes and what happens in it, kept for its result and passed on as it comes. */
import type { LabEvent } from '../messages/event.ts'
import type { RunResult } from '../messages/run.ts'
import type { Outcome } from '../python/host/interpreter.ts'
import type { Clock } from '../scheduling/clock.ts'

/** Characters of output, and events, that are kept of one run: a program that prints without end must not fill the reader's memory. */
const OUTPUT_LIMIT = 1_000_000
const OUTPUT_LIMIT_NOTE = `… the program has written more than ${OUTPUT_LIMIT.toLocaleString('en')} characters; the rest is not shown.\n`
const EVENTS_LIMIT = 10_000

/** What a run tells while it lasts. */
export interface RunListener {
  output?(stream: 'stdout' | 'stderr', text: string): void
  line?(line: number): void
  event?(event: LabEvent): void
}

export class Recording {
  readonly #clock: Clock
  readonly #listener: RunListener
  readonly #began: number
  readonly #events: LabEvent[] = []
  readonly #written = { stdout: '', stderr: '' }

  constructor(clock: Clock, listener: RunListener) {
    this.#clock = clock
    this.#listener = listener
    this.#began = clock.now()
  }

  result(outcome: Outcome): RunResult {
    return { ...outcome, ...this.#written, events: this.#events, durationMs: this.#clock.now() - this.#began }
  }

  write(stream: 'stdout' | 'stderr', text: string): void {
    const room = OUTPUT_LIMIT - this.#written.stdout.length - this.#written.stderr.length
    if (room < 0) return // the note has been written
    const kept = text.length <= room ? text : `${text.slice(0, room)}\n${OUTPUT_LIMIT_NOTE}`
    this.#written[stream] += kept
    this.#listener.output?.(stream, kept)
  }

  line(line: number): void {
    this.#listener.line?.(line)
  }

  /** `thread` is undefined for the main one. */
  called(call: number, name: string, text: string, line: number, thread: string | undefined): void {
    this.tell({ at: this.#clock.now(), kind: 'call', call, function: name, text, line, ...(thread === undefined ? {} : { thread }) })
  }

  returned(call: number, raised: string | undefined): void {
    this.tell({ at: this.#clock.now(), kind: 'return', call, raised: raised ?? null })
  }

  /** Times of the server become times since the run began. */
  tell(event: LabEvent): void {
    if (this.#events.length >= EVENTS_LIMIT) return
    const at = this.#since(event.at)
    const own =
      event.kind === 'timer-armed' ? { ...event, at, since: this.#since(event.since), due: this.#since(event.due) } : { ...event, at }
    this.#events.push(own)
    this.#listener.event?.(own)
  }

  #since(time: number): number {
    return Math.round((time - this.#began) * 1000) / 1000
  }
}
