/**
 * Who runs when on the one thread. Sessions of the server and threads of Python are tasks, and there are two ways for a task to wait, of
 * which one is chosen where the server is built: `CooperativeScheduler` suspends it and runs others, `BlockingScheduler` blocks the thread.
 */
import type { Clock } from './clock.ts'
import type { Task } from './task.ts'
import type { Timers } from './timers.ts'

/** A promise where tasks are suspended: what it stands for comes later. */
export type MaybePromise<T> = T | Promise<T>

export interface Scheduler {
  readonly clock: Clock
  /** Whether tasks that wait are suspended, so that there can be several. */
  readonly suspends: boolean
  /** They fire while tasks wait or yield. */
  timers: Timers
  /** Called when tasks wait and nothing will happen by itself any more. Returns whether it has done something about it. */
  onStuck: () => boolean
  /** Called when the program is to be interrupted and the thread cannot be told by a message. */
  onInterrupt: () => void
  /** Rejects when a task has failed. */
  readonly failure: Promise<never>
  /** The task that runs. */
  readonly current: Task | null

  /** Adds a new task, and returns it. */
  spawn(task: Task): Task
  /** As `spawn`, but the task begins at once if none runs, or if the one that runs calls others. */
  call(task: Task): Task

  /**
   * The current task waits until `isOver()`, until the deadline or until it is woken, whichever comes first. Where it is suspended, its stack
   * must be put aside at once, and the promise rejects if the task is interrupted.
   */
  wait(deadline?: number, isOver?: () => boolean): MaybePromise<void>
  /** The current task lets others run, and the host's events arrive. */
  yieldNow(): MaybePromise<void>
  /** Whether the current task should yield. To be asked every fraction of a millisecond. */
  readonly shouldYield: boolean
  /** Fires what is due, on top of the current task, where that is the only way to let others run. */
  fireTimers(): void
  /** The current task has been busy for a while: a stepped clock advances, if somebody waits for that. */
  tick(): void
  /** Hears of a request to stop, where the thread cannot be told by a message. To be called now and then. */
  checkInterrupts(): void

  /** Ends the wait of a task. `urgent`: the one that runs should yield at once, as if the other had a processor of its own. */
  wake(task: Task, urgent?: boolean): void
  /** The wait of a task ends with `error`, and so does every later one. If it has not begun, it never will. */
  interrupt(task: Task, error: unknown): void
  /** Conditions that tasks wait for may have come true. */
  conditionsChanged(): void
  /** Deadlines of timers may have become earlier. */
  timersChanged(): void
}
