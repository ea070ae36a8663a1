/**
 * Python's threads as tasks that take turns. A thread's stack is put aside while Python awaits something (JSPI).
 */

import type { Turns } from '../../scheduling/cooperative-scheduler.ts'
import type { Task } from '../../scheduling/task.ts'
import { frameHider, type Internals, suspendInPoll } from './internals.ts'
import { countStacks } from './stacks.ts'

/** No program has a use for so many threads. */
const MOST_THREADS = 1200
/** So many are possible in any browser. */
const FEW_THREADS = 40
/** A browser that has so many more stacks has enough. */
const ENOUGH_STACKS = 200
/** Polls of one turn until a stepped clock goes on: what takes less is not what a recording should depend on. */
const POLLS_IN_NO_TIME = 64
/** So many stacks are left for the server's sessions. */
const STACKS_FOR_OTHERS = 30

interface Thread {
  readonly task: Task
  /** It was unparked while it was not parked: the next time it parks it goes on at once. */
  permitted: boolean
  /** The address of its `PyThreadState`; 0 before it has begun. */
  state: number
  /** How often it has been asked in this turn whether it should give way. */
  polls: number
  /** What it has asked for, to wait for it when its stack is put aside. */
  wait: (() => unknown) | null
  /** What the wait has ended with. */
  answer: PromiseSettledResult<unknown> | null
}

export class Threads {
  readonly #turns: Turns
  readonly #internals: Internals
  readonly #hideFrames: (threadState: number) => () => void
  /** Calls a function of Python's on a stack of its own: the beginning of the thread with a number. */
  readonly #begin: (number: number) => Promise<void>
  readonly #threads = new Map<number, Thread>()
  readonly #byTask = new Map<Task, Thread>()
  #most: number | undefined
  constructor(turns: Turns, internals: Internals, begin: (number: number) => Promise<void>) {
    this.#turns = turns
    this.#internals = internals
    this.#hideFrames = frameHider(internals)
    this.#begin = begin
    suspendInPoll(internals, () => this.#suspension())
  }

  /** A new thread, which begins when it is its turn. */
  start(number: number, begin = () => this.#begin(number)): Task {
    const task = this.#turns.spawn(`Python ${number}`, begin, true)
    const thread = { task, permitted: false, state: 0, polls: 0, wait: null, answer: null }
    this.#threads.set(number, thread)
    this.#byTask.set(task, thread)
    task.ended.then(() => {
      this.#threads.delete(number)
      this.#byTask.delete(task)
    })
    return task
  }

  /** Another thread can be started. */
  hasRoom(): boolean {
    const count = this.#threads.size
    if (count < FEW_THREADS) return true
    this.#most ??= this.#countThreads(count)
    return count < this.#most
  }

  /** If it has not begun, it never will. */
  drop(number: number): void {
    const thread = this.#threads.get(number)
    if (thread) this.#turns.interrupt(thread.task, new Error('the program is over'))
  }

  /** The thread whose turn it is has begun. */
  begun(): void {
    this.#current()!.state = this.#internals._PyThreadState_Get()
  }

  /** The thread whose turn it is will wait until a time on the clock at most, or until it is unparked; for no reason, too. */
  park(until: number | undefined): void {
    this.prepare(() => this.#turns.wait(until))
  }

  /** The thread whose turn it is will let others have theirs. */
  giveWay(): void {
    this.#current()!.wait = () => this.#turns.giveWay()
  }

  /** The thread whose turn it is will wait for something; not at all if it is unparked before. */
  prepare(wait: () => unknown): void {
    const thread = this.#current()!
    thread.wait = () => {
      if (!thread.permitted) return wait()
      thread.permitted = false
      return undefined
    }
  }

  /** What its last wait has ended with; throws if it has failed. */
  answer(): unknown {
    const { answer } = this.#current()!
    if (answer?.status === 'rejected') throw answer.reason
    return answer?.value
  }

  /** What Python awaits when it polls no descriptors: what the thread has asked to wait for; null if it has not. See `suspendInPoll`. */
  #suspension(): PromiseLike<number> | null {
    const thread = this.#current()
    const wait = thread?.wait
    if (!thread || !wait) return null
    thread.wait = null
    return {
      // Called once the stack has been put aside. Nothing is to happen before: until then Python runs, if only to collect garbage.
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
    // As among threads that share CPython's one lock: who wakes another goes on until its slice is over
    if (thread.task.state === 'waiting') this.#turns.wake(thread.task, false)
    else thread.permitted = true
  }

  now(): number {
    return this.#turns.clock.now()
  }

  /** Asked by busy Python: whether the thread that runs should let others have a turn. */
  isDue(): boolean {
    const thread = this.#current()
    if (!thread) return false
    if (++thread.polls > POLLS_IN_NO_TIME) this.#turns.tick()
    // Where a poll comes is not quite the same each time, as CPython learns from what it runs
    else if (!this.#turns.clock.isLive) return false
    return this.#turns.shouldGiveWay
  }

  #countThreads(there: number): number {
    const stacks = countStacks(ENOUGH_STACKS)
    return stacks < ENOUGH_STACKS ? there + stacks - STACKS_FOR_OTHERS : MOST_THREADS
  }

  #current(): Thread | undefined {
    const task = this.#turns.current
    return task ? this.#byTask.get(task) : undefined
  }
}
