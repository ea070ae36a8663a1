/**
 * Busy Python asks now and then whether there is something to do: CPython for Emscripten counts its jumps back and calls, and when the counter
 * has run down it looks at `[0]` of a buffer (Python/emscripten_signal.c). An answer other than 0 is a signal, whose handler in Python
 * (runtime/scheduling/preemption.py) is then called.
 */
import { COUNT_AT_POLL, enablePolls, type Internals, PollCounter } from './internals.ts'

/** One that programs have no use for: SIGSTKFLT, which Linux never sends. */
export const POLL_SIGNAL = 16
/** So many jumps back and calls are some 20 µs of simple code; a poll takes about as long as 20 of them. */
const MOST = 800
const FEWEST = 10
/** Asked in vain, it is asked up to two to the power of this times as rarely: every third of a millisecond or so. */
const RARELY = 6
/** After so many jumps and calls it is asked again when it was no time to be asked. */
const SOON = { least: 3, more: 22 }
/** What a time between polls should not be beyond, in milliseconds: code that makes slow calls is asked more often. */
const LONG = 1

export class Polls {
  readonly #counter: PollCounter
  readonly #now: () => number
  readonly #isDue: () => boolean
  /** Something has to be seen to, whoever runs. */
  #urgent = false
  #checks = MOST
  #last = 0
  #seed = 0
  /** Those since the handler last saw to something. */
  #inVain = 0
  #polling = false
  /** The counter has been set to less than it is at a poll, and so is not there by counting. */
  #certain = false
  /** The handler has been called for, and has not come yet. */
  #called = false

  constructor(internals: Internals, now: () => number, isDue: () => boolean) {
    this.#counter = new PollCounter(internals)
    this.#now = now
    this.#isDue = isDue
    // CPython also polls from its C code, whenever it makes text of a number: that must take no time, and nobody can be suspended there
    enablePolls(internals, () => (this.#polling || this.#counter.count === COUNT_AT_POLL ? this : undefined))
  }

  get 0(): number {
    this.#polling = true
    if (!this.#certain) {
      this.#pollAfter(1)
      return 0
    }
    const now = this.#now()
    this.#checks = now - this.#last > LONG ? Math.max(FEWEST, this.#checks >> 2) : Math.min(MOST, this.#checks << 1)
    this.#last = now
    this.#pollAfter(this.#checks)
    if (this.#called) return 0
    this.#called = this.#urgent || this.#isDue()
    return this.#called ? POLL_SIGNAL : 0
  }

  /** Pyodide takes back the signal that it was given. */
  set 0(_signal: number) {
    this.#polling = false
  }

  /** A thread goes on. That nobody was asked before is because nobody ran. */
  restart(): void {
    this.#last = this.#now()
    this.#pollAfter(this.#checks)
  }

  /** As at the beginning, so that a program is asked at the same points each time. */
  reset(): void {
    this.#checks = MOST
    this.#seed = 0
    this.#inVain = 0
    this.#called = false
    this.restart()
  }

  /** Something has to be seen to with the very next lines. */
  hurry(): void {
    this.#urgent = true
    this.#inVain = 0
    this.#pollAfter(0)
  }

  /** The handler sees to it. */
  seen(): void {
    this.#called = false
    this.#inVain = 0
    this.#urgent = false
  }

  /**
   * The handler says that it was no time to be asked. If it is urgent, at once again; otherwise soon, but never in step with what the program
   * repeats. Less and less often, as what takes long would take twice as long if it were asked all the time.
   */
  retry(): void {
    this.#called = false
    const inVain = this.#inVain++ >> 3
    this.#pollAfter(this.#urgent ? inVain : Math.floor((SOON.least + SOON.more * this.#random()) * 2 ** Math.min(inVain, RARELY)))
  }

  /** At least 0 and below 1: the same numbers for each program. */
  #random(): number {
    this.#seed = (Math.imul(this.#seed, 1664525) + 1013904223) >>> 0
    return this.#seed / 2 ** 32
  }

  #pollAfter(checks: number): void {
    this.#counter.count = checks
    this.#certain = checks < COUNT_AT_POLL
  }
}
