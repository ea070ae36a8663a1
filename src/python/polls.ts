/**
 * Busy Python asks now and then whether there is something to do: CPython for Emscripten looks at `[0]` of this object after so many
 * jumps back and calls. An answer other than 0 is a signal, whose handler in Python (lab/preemption.py) is then called. Imports nothing.
 */

/** One that programs have no use for: SIGSTKFLT, which Linux never sends. */
export const POLL_SIGNAL = 16
/** So many jumps back and calls are some 20 µs of simple code. A poll takes about as long as 5 of them. */
const MOST = 800
const FEWEST = 10
/** What a time between polls should not be beyond, in milliseconds: code that makes slow calls is asked more often. */
const LONG = 1

/** What CPython sets the counter to just before a poll (Python/emscripten_signal.c). It also looks here from within long work in C. */
const AT_A_POLL = 50

export interface Counter {
  get(): number
  set(checks: number): void
}

export class Polls {
  /** Of Python's memory: how many jumps and calls are left until the next poll. */
  readonly #counter: Counter
  readonly #now: () => number
  readonly #isDue: () => boolean
  /** Something has to be seen to, whoever runs. */
  urgent = false
  #checks = MOST
  #last = 0
  #retries = 0
  /** The handler has been called for, and has not come yet. */
  #called = false

  constructor(counter: Counter, now: () => number, isDue: () => boolean) {
    this.#counter = counter
    this.#now = now
    this.#isDue = isDue
  }

  get 0(): number {
    if (this.#counter.get() !== AT_A_POLL) return 0
    const now = this.#now()
    this.#checks = now - this.#last > LONG ? Math.max(FEWEST, this.#checks >> 2) : Math.min(MOST, this.#checks << 1)
    this.#last = now
    this.#counter.set(this.#checks)
    if (this.#called) return 0
    this.#called = this.urgent || this.#isDue()
    return this.#called ? POLL_SIGNAL : 0
  }

  // Pyodide takes back the signal that it was given
  set 0(_signal: number) {}

  /** A thread goes on. That nobody was asked before is because nobody ran. */
  restart(): void {
    this.#last = this.#now()
  }

  /** As at the beginning, so that a program is asked at the same points each time. */
  reset(): void {
    this.#checks = MOST
    this.#retries = 0
    this.#called = false
    this.#counter.set(MOST)
    this.restart()
  }

  /** The handler sees to it. */
  seen(): void {
    this.#called = false
    this.urgent = false
  }

  /** The handler says that it was no time to be asked. Soon again, but never in step with what the program repeats. */
  retry(): void {
    this.#called = false
    this.#retries++
    this.#counter.set(3 + ((this.#retries * 7) % 23))
  }
}
