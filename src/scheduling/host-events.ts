/** Time for the host's own events: a page's messages arrive, and its timers fire, only while nothing of ours runs. */
import { type Clock, hostNow } from './clock.ts'

/** Events wait no longer than about this, in milliseconds, while a task runs. */
const LATENCY = 8
/** A timer of the host may be late by so many milliseconds: the rest of a sleep blocks the thread. */
const TIMER_LATENESS = 4
/** The longest delay of a timer. One that is cut short does no harm: whoever sleeps looks at the clock again. */
const LONGEST_TIMER = 2 ** 31 - 1

export class HostEvents {
  readonly #latency: number
  #last = hostNow()
  #endSleep: (() => void) | null = null

  /** `latency`: how long they wait between tasks, in milliseconds. */
  constructor(latency = LATENCY) {
    this.#latency = latency
  }

  /** They have waited long enough for a task that runs to yield. */
  get areDue(): boolean {
    return hostNow() - this.#last >= LATENCY
  }

  get areDueBetweenTasks(): boolean {
    return hostNow() - this.#last >= this.#latency
  }

  /** Lets those arrive that are there. */
  async arrive(): Promise<void> {
    await nextEvent()
    this.#last = hostNow()
  }

  /** Sleeps until `time`, or until `interruptSleep`; events arrive meanwhile. */
  async sleepUntil(time: number, clock: Clock): Promise<void> {
    const delay = clock.hostTime(time) - TIMER_LATENESS
    if (delay <= 0) return clock.sleepUntil(time)
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#endSleep = resolve
    const timer = setTimeout(resolve, Math.min(delay, LONGEST_TIMER))
    await promise
    clearTimeout(timer)
    this.#endSleep = null
    this.#last = hostNow()
  }

  interruptSleep(): void {
    this.#endSleep?.()
  }
}

/** Resolves behind the events that are there. A timer would take milliseconds; a message to oneself does not. */
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
