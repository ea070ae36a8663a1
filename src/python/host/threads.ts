/**
 * Python's threads as tasks. Where they are suspended (JSPI), a wait takes two steps: Python says what the thread waits for, and then polls,
 * which puts its stack aside; the wait begins after that. Elsewhere there is the main thread alone, and its waits block.
 */
import type { Scheduler } from '../../scheduling/scheduler.ts'
import { Task } from '../../scheduling/task.ts'
import { frameHider, type Internals, suspendInPoll } from './internals.ts'
import { countStacks } from './stacks.ts'

/** No program has a use for more. */
const MOST_THREADS = 1200
/** Any browser has room for so many. */
const FEW_THREADS = 40
/** A browser that has room for so many more stacks has no limit that matters. */
const ENOUGH_STACKS = 200
/** These are left for the server's sessions. */
const STACKS_FOR_SESSIONS = 30
/** A stepped clock does not advance in a thread's first polls: a recording must not depend on what takes so little time. */
const POLLS_IN_NO_TIME = 64

interface Thread {
  readonly task: Task
  /** It was unparked while it was not parked: its next wait ends at once. */
  unparked: boolean
  /** The address of its `PyThreadState`; 0 before it has begun. */
  state: number
  /** How often it has polled since it began or went on. */
  polls: number
  /** Begins the wait that it has asked for. */
  wait: (() => unknown) | null
  /** How its last wait has ended. */
  answer: PromiseSettledResult<unknown> | null
}

export class Threads {
  readonly #scheduler: Scheduler
  readonly #internals: Internals
  readonly #hideFrames: (threadState: number) => () => void
  /** Calls what the thread with a number is to execute. */
  readonly #begin: (number: number) => void | Promise<void>
  readonly #threads = new Map<number, Thread>()
  readonly #byTask = new Map<Task, Thread>()
  #most: number | undefined

  constructor(scheduler: Scheduler, internals: Internals, begin: (number: number) => void | Promise<void>) {
    this.#scheduler = scheduler
    this.#internals = internals
    this.#hideFrames = frameHider(internals)
    this.#begin = begin
    if (scheduler.suspends) suspendInPoll(internals, () => this.#suspension())
  }

  start(number: number, begin = () => this.#begin(number)): Task {
    const task = new Task(`Python ${number}`, begin, { callsOthers: true })
    const thread = { task, unparked: false, state: 0, polls: 0, wait: null, answer: null }
    this.#threads.set(number, thread)
    this.#byTask.set(task, thread)
    task.ended.then(() => {
      this.#threads.delete(number)
      this.#byTask.delete(task)
    })
    this.#scheduler.spawn(task)
    return task
  }

  /** Another thread can be started. */
  hasRoom(): boolean {
    const count = this.#threads.size
    if (count < FEW_THREADS) return true
    this.#most ??= this.#countThreads(count)
    return count < this.#most
  }

  #countThreads(count: number): number {
    const stacks = countStacks(ENOUGH_STACKS)
    return stacks < ENOUGH_STACKS ? count + stacks - STACKS_FOR_SESSIONS : MOST_THREADS
  }

  /** If it has not begun, it never will. */
  drop(number: number): void {
    const thread = this.#threads.get(number)
    if (thread) this.#scheduler.interrupt(thread.task, new Error('the program is over'))
  }

  /** The current thread has begun. */
  begun(): void {
    this.#current()!.state = this.#internals._PyThreadState_Get()
  }

  /** The current thread waits until a time on the clock, until `isOver` or until it is unparked. */
  wait(until: number | undefined, isOver?: () => boolean): void {
    const thread = this.#current()!
    this.#perform(thread, () => {
      if (!thread.unparked) return this.#scheduler.wait(until, isOver)
      thread.unparked = false
      return undefined
    })
  }

  /** The current thread lets others run. */
  yieldNow(): void {
    this.#perform(this.#current()!, () => this.#scheduler.yieldNow())
  }

  #perform(thread: Thread, wait: () => unknown): void {
    if (this.#scheduler.suspends) {
      thread.wait = wait
      return
    }
    wait()
    thread.polls = 0
  }

  /** How the wait of the current thread has ended: throws if it has failed. */
  answer(): void {
    const { answer } = this.#current()!
    if (answer?.status === 'rejected') throw answer.reason
  }

  /** What Python awaits when it polls no descriptors: the wait that the thread has asked for; null if it has not. See `suspendInPoll`. */
  #suspension(): PromiseLike<number> | null {
    const thread = this.#current()
    const wait = thread?.wait
    if (!thread || !wait) return null
    thread.wait = null
    return {
      // Called once the stack has been put aside. Nothing may happen before: until then Python runs, if only to collect garbage.
      // biome-ignore lint/suspicious/noThenProperty: this is what makes it awaitable
      then: (resolve: (descriptors: number) => void) => {
        const showFrames = this.#hideFrames(thread.state)
        void Promise.allSettled([new Promise((settle) => settle(wait()))]).then(([answer]) => {
          thread.answer = answer
          thread.polls = 0
          showFrames()
          resolve(0)
        })
      },
    } as PromiseLike<number>
  }

  unpark(number: number): void {
    const thread = this.#threads.get(number)
    if (!thread) return
    // Not urgent: the threads of CPython share one lock, so that the one that unparks another goes on until its time slice is over
    if (thread.task.state === 'waiting') this.#scheduler.wake(thread.task, false)
    else thread.unparked = true
  }

  /** Busy Python polls: whether the current thread should yield. */
  shouldYield(): boolean {
    this.#scheduler.checkInterrupts()
    const thread = this.#current()
    if (!thread) return false
    if (++thread.polls > POLLS_IN_NO_TIME) this.#scheduler.tick()
    // Where in a program a poll comes differs from run to run, as CPython specializes what it executes
    else if (!this.#scheduler.clock.isLive) return false
    return this.#scheduler.shouldYield
  }

  #current(): Thread | undefined {
    const task = this.#scheduler.current
    return task ? this.#byTask.get(task) : undefined
  }
}
