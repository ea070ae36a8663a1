/** The clock of a server, which can be moved on: a test of a limit of ten minutes takes none. */
import type { HostClock } from '../scheduling/clock.ts'
import type { Scheduler } from '../scheduling/scheduler.ts'
import { Task } from '../scheduling/task.ts'

export class ServerClock {
  readonly #clock: HostClock
  readonly #scheduler: Scheduler

  constructor(clock: HostClock, scheduler: Scheduler) {
    this.#clock = clock
    this.#scheduler = scheduler
  }

  /** Milliseconds since 1970, with fractions. */
  now(): number {
    return this.#clock.now()
  }

  /** Lets so many milliseconds pass at once: what falls due meanwhile happens, in order. Resolves when it has. */
  async advance(milliseconds: number): Promise<void> {
    if (!(milliseconds >= 0)) throw new RangeError(`The clock can go forward by a number of milliseconds, not by ${milliseconds}.`)
    const until = this.#clock.now() + milliseconds
    this.#clock.skipUntil(until)
    const sleeper = new Task('the clock moves on', async () => this.#scheduler.wait(until))
    await this.#scheduler.spawn(sleeper).ended
  }
}
