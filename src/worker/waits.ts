/**
 * How Python waits for time and for the server. With `turns` the thread that waits is suspended, and what is given back is a promise;
 * without, the whole worker waits.
 */
import type { Postmaster } from '../postgres/server/postmaster.ts'
import type { Waited } from '../python/host/interpreter.ts'
import type { Turns } from '../scheduling/cooperative-scheduler.ts'
import type { Task } from '../scheduling/task.ts'
import { NOTHING_WILL_COME } from './endless-wait.ts'

interface Waiting {
  readonly task: Task
  readonly until: () => boolean
}

export class Waits {
  readonly #postmaster: Postmaster
  readonly #turns: Turns | undefined
  readonly #giveUp: (text: string) => void
  readonly #waiting = new Set<Waiting>()
  /** Without `turns`: what is waited for is to be given up. */
  #interrupted = false

  /** `giveUp`: without `turns`, nothing can end a wait. */
  constructor(postmaster: Postmaster, turns: Turns | undefined, giveUp: (text: string) => void) {
    this.#postmaster = postmaster
    this.#turns = turns
    this.#giveUp = giveUp
  }

  /** For at most so many seconds; undefined is for ever. May end earlier if it is interrupted. */
  wait(seconds: number | undefined, until: () => boolean): Waited<void> {
    const { clock } = this.#postmaster
    const time = seconds === undefined ? Number.POSITIVE_INFINITY : clock.now() + seconds * 1000
    if (this.#turns) return this.#suspend(this.#turns, time, until)
    this.#interrupted = false
    if (!this.#postmaster.sleep(time, () => until() || this.#interrupted)) this.#giveUp(NOTHING_WILL_COME)
  }

  async #suspend(turns: Turns, time: number, until: () => boolean): Promise<void> {
    if (until()) return
    const waiting = { task: turns.current!, until }
    this.#waiting.add(waiting)
    try {
      await turns.wait(time)
    } finally {
      this.#waiting.delete(waiting)
    }
  }

  /** The server has written something, or closed a connection. */
  serverSpoke(): void {
    for (const { task, until } of this.#waiting) if (until()) this.#turns?.wake(task)
  }

  /** The program has been interrupted. */
  interrupt(): void {
    this.#interrupted = true
  }
}
