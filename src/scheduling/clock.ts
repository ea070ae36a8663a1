/**
 * The one clock that PostgreSQL and Python read. Sleeping may be sped up; work on the processor takes the time it takes.
 * Times are milliseconds since 1970, with fractions.
 */
import { Interrupts } from './interrupt-buffer.ts'

export interface Clock {
  /** It goes on by itself, so that the host's events must not be kept waiting. */
  readonly isLive: boolean
  now(): number
  /** Lets time pass until `time`; returns at once when it has passed, and before if this thread is interrupted. */
  sleepUntil(time: number): void
  /** How many of the host's milliseconds a sleep until `time` would take. */
  hostTime(time: number): number
  /** Somebody is busy and looks at the clock: a stepped clock goes on by one step, or a busy loop would never see time pass. */
  tick(): void
}

/** Memory that a thread may wait on; made this way it needs no cross-origin isolation. */
const ownMemory = () => new Int32Array(new WebAssembly.Memory({ shared: true, initial: 1, maximum: 1 }).buffer)

/** `Atomics.wait` may return up to a millisecond late: the rest is spent looking. */
const SPIN_MS = 1

// Read here once: whoever lets the whole page share this clock replaces these functions by it.
const performanceNow = performance.now.bind(performance)
const origin = performance.timeOrigin

/** Milliseconds that really pass, whatever the clock. */
export const hostNow = performanceNow

/** The host's clock. Sleeps take `1 / speed` of their time: at 1 it is real time, at `Infinity` it goes straight to the next event. */
export class HostClock implements Clock {
  readonly isLive = true
  speed: number
  #skipped = 0
  readonly #interrupts: Interrupts

  constructor(speed = 1, interrupts = new Interrupts(ownMemory())) {
    this.speed = speed
    this.#interrupts = interrupts
  }
  now(): number {
    return origin + performanceNow() + this.#skipped
  }
  sleepUntil(time: number): void {
    const asleep = time - this.now()
    if (asleep <= 0) return
    const wake = performanceNow() + asleep / this.speed
    const wait = wake - performanceNow() - SPIN_MS
    if (wait > 0) this.#interrupts.sleep(wait)
    if (this.#interrupts.pending) return
    while (performanceNow() < wake);
    this.#skipped += Math.max(0, time - this.now())
  }
  hostTime(time: number): number {
    return Math.max(0, time - this.now()) / this.speed
  }
  tick(): void {}
}

/** Time passes only when somebody sleeps or looks: a ten-minute timeout is tested exactly, and at once. */
export class SteppedClock implements Clock {
  readonly isLive = false
  #now: number
  readonly #step: number
  /** Starts at `start`; each look of busy code is `step` milliseconds after the last. */
  constructor(start = Date.UTC(2026, 0, 1), step = 0.25) {
    this.#now = start
    this.#step = step
  }
  now(): number {
    return this.#now
  }
  sleepUntil(time: number): void {
    this.#now = Math.max(this.#now, time)
  }
  hostTime(): number {
    return 0
  }
  tick(): void {
    this.#now += this.#step
  }
}
