/**
 * Tasks whose waits block the thread, for browsers that cannot suspend WebAssembly: each runs to its end when it is called. While one waits,
 * timers fire, and what they bring about runs on top of it.
 */
import { block } from './block.ts'
import type { Clock } from './clock.ts'
import type { InterruptBuffer } from './interrupt-buffer.ts'
import type { Scheduler } from './scheduler.ts'
import type { Task } from './task.ts'
import { NO_TIMERS, type Timers } from './timers.ts'

export class BlockingScheduler implements Scheduler {
  readonly clock: Clock
  readonly suspends = false
  timers: Timers = NO_TIMERS
  onStuck: () => boolean = () => false
  onInterrupt: () => void = () => {}
  /** Never rejects: a task's failure is thrown to whoever has called it. */
  readonly failure = new Promise<never>(() => {})
  readonly #interrupts: InterruptBuffer | null
  #current: Task | null = null

  constructor(clock: Clock, interrupts: InterruptBuffer | null = null) {
    this.clock = clock
    this.#interrupts = interrupts
  }

  get current(): Task | null {
    return this.#current
  }

  spawn(task: Task): Task {
    return this.call(task)
  }

  call(task: Task): Task {
    const caller = this.#current
    this.#current = task
    task.state = 'running'
    try {
      void task.begin()
    } finally {
      task.finish()
      this.#current = caller
    }
    return task
  }

  /** If there is no current task, the caller waits. */
  wait(deadline = Number.POSITIVE_INFINITY, isOver: () => boolean = () => false): void {
    const task = this.#current
    if (task) task.state = 'waiting'
    block(this, { deadline, isOver: () => isOver() || task?.state === 'running', mayFire: true })
    this.timers.fire() // those with the same deadline come first
    if (task) task.state = 'running'
  }

  yieldNow(): void {
    this.fireTimers()
  }

  get shouldYield(): boolean {
    return this.timers.nextDeadline() <= this.clock.now()
  }

  fireTimers(): void {
    if (this.shouldYield) this.timers.fire()
  }

  tick(): void {}

  checkInterrupts(): void {
    if (this.#interrupts?.take()) this.onInterrupt()
  }

  wake(task: Task): void {
    if (task.state === 'waiting') task.state = 'running'
  }

  /** No task waits while this is called: those below the current one on the stack go on when it has ended. */
  interrupt(): void {}

  /** A wait asks for its condition before each sleep. */
  conditionsChanged(): void {}

  /** A wait looks at the timers before each sleep. */
  timersChanged(): void {}
}
