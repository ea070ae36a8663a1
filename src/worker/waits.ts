/**
 * How Python waits for time and for the server. With `turns` the thread that waits is suspended, and what is given back is a promise;
 * without, the whole worker waits. May import: turns, postgres.
 */
import type { Postmaster } from '../postgres/postmaster.ts'
import type { Waited } from '../python/interpreter.ts'
import type { Task } from '../turns/task.ts'
import type { Turns } from '../turns/turns.ts'
import { NOTHING_WILL_COME } from './endless-wait.ts'

/** Null: it was worth waiting for. A text: why it would have been in vain. */
type Answer = string | undefined

interface Waiting {
  readonly task: Task
  readonly isOver: () => boolean
  /** Why nothing will come any more. */
  endless: string | undefined
}

export interface Wait {
  /** For at most so long; undefined is for ever. */
  readonly seconds?: number | undefined
  readonly until?: () => boolean
  /** Somebody is working on what is waited for: an interruption is for him, and he will answer. */
  readonly isWorkedOn?: () => boolean
}

const never = () => false

export class Waits {
  readonly #postmaster: Postmaster
  readonly #turns: Turns | undefined
  readonly #waiting = new Set<Waiting>()
  /** Without `turns`: what is waited for is to be given up. */
  #interrupted = false

  constructor(postmaster: Postmaster, turns: Turns | undefined) {
    this.#postmaster = postmaster
    this.#turns = turns
  }

  wait({ seconds, until = never, isWorkedOn = never }: Wait): Waited<Answer> {
    const { clock } = this.#postmaster
    const time = seconds === undefined ? Number.POSITIVE_INFINITY : clock.now() + seconds * 1000
    if (!this.#turns) {
      this.#interrupted = false
      return this.#postmaster.sleep(time, () => until() || this.#interrupted) ? undefined : NOTHING_WILL_COME
    }
    if ((until() || seconds === 0) && !this.#turns.shouldGiveWay) return undefined
    return this.#suspend(this.#turns, time, until, isWorkedOn)
  }

  async #suspend(turns: Turns, time: number, until: () => boolean, isWorkedOn: () => boolean): Promise<Answer> {
    const waiting: Waiting = {
      task: turns.current!,
      isOver: () => until() || (!isWorkedOn() && waiting.endless !== undefined),
      endless: undefined,
    }
    this.#waiting.add(waiting)
    try {
      if (until()) await turns.giveWay()
      // Who was woken without a reason has been interrupted
      else
        do await turns.wait(time)
        while (isWorkedOn() && !waiting.isOver() && this.#postmaster.clock.now() < time)
    } finally {
      this.#waiting.delete(waiting)
    }
    return waiting.endless
  }

  /** The server has written something, or closed a connection. */
  serverSpoke(): void {
    for (const { task, isOver } of this.#waiting) if (isOver()) this.#turns!.wake(task)
  }

  /** The program has been interrupted. */
  interrupt(): void {
    this.#interrupted = true
  }

  /** What is waited for will not come, and here is why. */
  end(reason: string): void {
    for (const waiting of this.#waiting) waiting.endless = reason
    this.serverSpoke()
  }
}
