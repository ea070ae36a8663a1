/**
 * The one clock that PostgreSQL and Python read. Sleeps may be sped up; work takes the time it takes.
 * Times are milliseconds since 1970, with fractions.
 */
import { InterruptBuffer } from './interrupt-buffer.ts'

export interface Clock {
  /** Time passes by itself, so that the host's events must not be kept waiting. */
  readonly isLive: boolean
  now(): number
  /** Blocks the thread until `time`, or until it is interrupted. */
  sleepUntil(time: number): void
  /** How many of the host's milliseconds a sleep until `time` would take. */
  hostTime(time: number): number
  /** Busy code looks at the clock. A stepped clock advances by one step, or a busy loop would never see time pass. */
  tick(): void
}

/** Memory to sleep on by `Atomics.wait`. Made this way it needs no cross-origin isolation. */
const ownMemory = () => new Int32Array(new WebAssembly.Memory({ shared: true, initial: 1, maximum: 1 }).buffer)

/** `Atomics.wait` may return up to a millisecond late: the last one is spent in a busy loop. */
const SPIN_MS = 1

// The worker later replaces these functions by ones that read this clock (src/worker/shared-clock.ts)
const performanceNow = performance.now.bind(performance)
const origin = performance.timeOrigin

/** Milliseconds of real time, whatever the clock. */
export const hostNow = performanceNow

/**
 * The host's clock. Sleeps take `1 / speed` of their time: 1 is real time; at `Infinity` the clock jumps to the end of each sleep. Below 1
 * it is the clock itself that is slow, so that timers and what they are measured by stay together.
 */
export class HostClock implements Clock {
  readonly isLive = true
  #speed: number
  /** From here on it goes at the rate of its speed. */
  #since = { host: performanceNow(), time: origin + performanceNow() }
  #rate: number
  #skipped = 0
  /** Sleeps that end by then take no time. */
  #skipsUntil = Number.NEGATIVE_INFINITY
  #holds = 0
  readonly #interrupts: InterruptBuffer

  constructor(speed = 1, interrupts = new InterruptBuffer(ownMemory())) {
    this.#speed = speed
    this.#rate = Math.min(1, speed)
    this.#interrupts = interrupts
  }
  get speed(): number {
    return this.#speed
  }
  set speed(speed: number) {
    const host = performanceNow()
    this.#since = { host, time: this.#since.time + (host - this.#since.host) * this.#rate }
    this.#speed = speed
    this.#rate = Math.min(1, speed)
  }
  now(): number {
    return this.#since.time + (performanceNow() - this.#since.host) * this.#rate + this.#skipped
  }
  sleepUntil(time: number): void {
    const duration = time - this.now()
    if (duration <= 0) return
    if (time <= this.#skipsUntil) {
      this.#skipped += duration
      return
    }
    const end = performanceNow() + duration / this.#pace
    const wait = end - performanceNow() - SPIN_MS
    if (wait > 0) this.#interrupts.sleep(wait)
    if (this.#interrupts.pending) return
    while (performanceNow() < end);
    this.#skipped += Math.max(0, time - this.now())
  }
  hostTime(time: number): number {
    return time <= this.#skipsUntil ? 0 : Math.max(0, time - this.now()) / this.#pace
  }
  /** Passes over sleeps until `time`: somebody has to sleep until then, for the clock to come there at once. */
  skipUntil(time: number): void {
    this.#skipsUntil = Math.max(this.#skipsUntil, time)
  }
  /** Until it is called, sleeps take their time: somebody is awaited who does not live by this clock. */
  hold(): () => void {
    this.#holds++
    return () => {
      this.#holds--
    }
  }
  get #pace(): number {
    return this.#holds > 0 ? this.#rate : this.#speed
  }
  tick(): void {}
}

/** Time passes only when somebody sleeps or ticks: a timeout of ten minutes is tested exactly, and at once. */
export class SteppedClock implements Clock {
  readonly isLive = false
  #now: number
  readonly #step: number
  /** Starts at `start`; a tick is `step` milliseconds. */
  constructor(start = Date.UTC(2026, 0, 1), step = 0.25) {
    this.#now = start
    this.#step = step
  }
  now(): number {
    return this.#now
  }
  /** Moves it, back as well: for when nobody knows what time it was. */
  set(time: number): void {
    this.#now = time
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
