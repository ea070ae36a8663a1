/** One run of an element's program: its ticket, what it has told so far, and its outcome. */
import type { RunEvent } from '../messages/event.ts'
import type { RunEnd, RunRequest, RunResult } from '../messages/run.ts'
import { isBusy, type RunOutcome, type RunState } from './state.ts'
import type { WorkerListener } from './worker-client.ts'
import type { Ticket, Workers } from './workers.ts'

const NOTHING = { stdout: '', stderr: '' }

export class Run {
  readonly number: number
  readonly outcome: Promise<RunOutcome>
  readonly #workers: Pick<Workers, 'number' | 'run'>
  readonly #settle: { resolve(outcome: RunOutcome): void; reject(error: Error): void }
  #ticket: Ticket | null = null
  readonly #events: RunEvent[] = []
  /** When the program began; null while something is loaded. */
  #began: number | null = null

  constructor(workers: Pick<Workers, 'number' | 'run'>) {
    this.#workers = workers
    this.number = workers.number()
    const { promise, resolve, reject } = Promise.withResolvers<RunOutcome>()
    this.outcome = promise
    this.#settle = { resolve, reject }
    // Whoever asks hears of a failure; the page shows it in any case.
    promise.catch(() => {})
  }

  /** Hands it in. */
  start(request: RunRequest, listener: WorkerListener): void {
    this.#ticket = this.#workers.run(this.number, request, listener)
  }

  /** The program has begun. */
  begin(): void {
    this.#began = performance.now()
  }

  /** Milliseconds since it began; 0 before. */
  get duration(): number {
    return this.#began === null ? 0 : performance.now() - this.#began
  }

  add(event: RunEvent): void {
    this.#events.push(event)
  }

  /** With the events, which have come before. */
  result(end: RunEnd): RunResult {
    return { ...end, events: this.#events }
  }

  /** False: it cannot be interrupted. */
  interrupt(): boolean {
    return this.#ticket?.interrupt() ?? false
  }

  /** Ends it at once, whatever it is doing. */
  end(): void {
    this.#ticket?.end()
  }

  /** Settles `outcome`, if it has ended with `state`. `shown` is what one that was ended from outside has printed, if it had begun. */
  settle(state: RunState, shown: Pick<RunOutcome, 'stdout' | 'stderr'>): boolean {
    if (isBusy(state)) return false
    const printed = this.#began === null ? NOTHING : shown
    if ('result' in state && state.result) this.#settle.resolve(state.result)
    else if (state.tag === 'failed') this.#settle.reject(new Error(state.message))
    else this.#settle.resolve({ ...printed, exception: null, events: this.#events, durationMs: this.duration })
    return true
  }
}
