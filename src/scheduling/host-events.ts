/** Time for the host's own events: messages arrive, timers fire. */
import { type Clock, hostNow } from './clock.ts'

/** The host's events wait no longer than about this, in milliseconds. */
const EVERY = 8
/** A timer of the host may be late by so much: the rest of a sleep is slept on the spot. */
const LATENESS = 4

export class Breath {
  #last = hostNow()
  #interrupt: (() => void) | null = null

  /** The host's events have waited long enough. */
  get due(): boolean {
    return hostNow() - this.#last >= EVERY
  }

  /** Lets the host's events arrive that are there. */
  async take(): Promise<void> {
    await nextEvent()
    this.#last = hostNow()
  }

  /** Lets time pass until `time`, or less if interrupted; events arrive meanwhile. */
  async sleepUntil(time: number, clock: Clock): Promise<void> {
    const away = clock.hostTime(time) - LATENESS
    if (away <= 0) return clock.sleepUntil(time)
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#interrupt = resolve
    // More than a timer can count is as good as for ever: whoever sleeps looks at the clock again
    const timer = setTimeout(resolve, Math.min(away, 2 ** 31 - 1))
    await promise
    clearTimeout(timer)
    this.#interrupt = null
    this.#last = hostNow()
  }

  /** Ends a sleep. */
  interrupt(): void {
    this.#interrupt?.()
  }
}

/** A timer would be late by milliseconds; a message to oneself comes after the events that are there, and at once. */
function nextEvent(): Promise<void> {
  return new Promise((resolve) => {
    if ('setImmediate' in globalThis) return void setImmediate(resolve)
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
