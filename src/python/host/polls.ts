/**
 * Busy Python polls now and then whether it should yield or handle a signal. CPython for Emscripten counts down with each backward jump and
 * each call; at zero it reads `[0]` of a buffer (Python/emscripten_signal.c). If that is not 0, it is the number of a signal, whose handler
 * in Python (runtime/scheduling/preemption.py) is called then.
 */
import { COUNT_AT_POLL, enablePolls, type Internals, PollCounter } from './internals.ts'

/** SIGSTKFLT: programs have no use for it, as Linux never sends it. */
export const POLL_SIGNAL = 16
/** Jumps and calls between two polls: in simple code they take some 20 µs. A poll takes as long as 20 of them. */
const MOST_CHECKS = 800
const FEWEST_CHECKS = 10
/** So many jumps and calls after a refused poll comes the next. */
const RETRY_AFTER = { least: 3, more: 22 }
/** After many refused polls this interval is multiplied, by at most 2^n: then it is some third of a millisecond. */
const LARGEST_BACKOFF = 6
/** If more milliseconds than this have passed since the last poll, the program makes slow calls, and the interval becomes shorter. */
const LONG_INTERVAL = 1

export class Polls {
  readonly #counter: PollCounter
  readonly #now: () => number
  readonly #shouldYield: () => boolean
  /** The handler is to be called with the very next lines, whichever thread runs. */
  #isUrgent = false
  #checks = MOST_CHECKS
  #lastPoll = 0
  #seed = 0
  /** Refused polls since the last that was not. */
  #refusedInARow = 0
  #isPolling = false
  /** The counter was set to less than COUNT_AT_POLL: if it has that value, it is CPython's, which polls. */
  #isDistinct = false
  /** The handler has been asked for, and has not run yet. */
  #isSignalled = false

  constructor(internals: Internals, now: () => number, shouldYield: () => boolean) {
    this.#counter = new PollCounter(internals)
    this.#now = now
    this.#shouldYield = shouldYield
    // CPython also polls from C, whenever it converts a number to text: that has to be quick, and the stack cannot be suspended there
    enablePolls(internals, () => (this.#isPolling || this.#counter.count === COUNT_AT_POLL ? this : undefined))
  }

  get 0(): number {
    this.#isPolling = true
    if (!this.#isDistinct) {
      this.#pollAfter(1)
      return 0
    }
    const now = this.#now()
    this.#checks =
      now - this.#lastPoll > LONG_INTERVAL ? Math.max(FEWEST_CHECKS, this.#checks >> 2) : Math.min(MOST_CHECKS, this.#checks << 1)
    this.#lastPoll = now
    this.#pollAfter(this.#checks)
    if (this.#isSignalled) return 0
    this.#isSignalled = this.#isUrgent || this.#shouldYield()
    return this.#isSignalled ? POLL_SIGNAL : 0
  }

  /** Pyodide resets the buffer after it has read a signal. */
  set 0(_signal: number) {
    this.#isPolling = false
  }

  /** A thread goes on. The time in which it did not run does not count. */
  restart(): void {
    this.#lastPoll = this.#now()
    this.#pollAfter(this.#checks)
  }

  /** As at the start, so that a program is polled at the same points each time. */
  reset(): void {
    this.#checks = MOST_CHECKS
    this.#seed = 0
    this.#refusedInARow = 0
    this.#isSignalled = false
    this.restart()
  }

  /** The handler is to be called with the very next lines. */
  hurry(): void {
    this.#isUrgent = true
    this.#refusedInARow = 0
    this.#pollAfter(0)
  }

  /** The handler has taken the signal. */
  seen(): void {
    this.#isSignalled = false
    this.#refusedInARow = 0
    this.#isUrgent = false
  }

  /**
   * The handler has refused, as the program must not be switched here. If it is urgent, poll at once again; otherwise soon, after random
   * intervals, so that the polls are not in step with a loop. They grow: code that cannot be switched would take twice as long if it polled
   * all the time.
   */
  retry(): void {
    this.#isSignalled = false
    const backoff = this.#refusedInARow++ >> 3
    this.#pollAfter(
      this.#isUrgent
        ? backoff
        : Math.floor((RETRY_AFTER.least + RETRY_AFTER.more * this.#random()) * 2 ** Math.min(backoff, LARGEST_BACKOFF)),
    )
  }

  /** At least 0 and below 1: the same numbers for each program. */
  #random(): number {
    this.#seed = (Math.imul(this.#seed, 1664525) + 1013904223) >>> 0
    return this.#seed / 2 ** 32
  }

  #pollAfter(checks: number): void {
    this.#counter.count = checks
    this.#isDistinct = checks < COUNT_AT_POLL
  }
}
