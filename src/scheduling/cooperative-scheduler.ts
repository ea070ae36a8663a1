/**
 * Tasks that are suspended where they wait (JSPI). The current task runs until it waits, yields or ends; then its stack is put aside by
 * whoever awaits `wait()` or `yieldNow()`. Tasks run in the order in which they became ready. Time passes only while tasks wait and none is
 * ready.
 */
import type { Clock } from './clock.ts'
import { HostEvents } from './host-events.ts'
import type { Scheduler } from './scheduler.ts'
import type { Task } from './task.ts'
import { TimerQueue } from './timer-queue.ts'
import { NO_TIMERS, type Timers } from './timers.ts'

/** A task should yield after so many milliseconds on the clock if others are ready. */
const TIME_SLICE = 4

export class CooperativeScheduler implements Scheduler {
  readonly clock: Clock
  readonly suspends = true
  timers: Timers
  onStuck: () => boolean = () => false
  /** Never called: messages arrive whenever a task waits or yields. */
  onInterrupt: () => void = () => {}
  readonly failure: Promise<never>
  readonly #fail: (error: unknown) => void
  readonly #hostEvents: HostEvents
  readonly #ready: Task[] = []
  readonly #waiting = new TimerQueue()
  /** Those of them that wait for a condition. */
  readonly #withCondition = new Set<Task>()
  #current: Task | null = null
  /** Tells the loop that the current task has waited, yielded or ended. */
  #leave: () => void = () => {}
  #sliceBegan = 0
  #isLooping = false

  /** `latency`: how long the host's events wait, in milliseconds, before one task runs after another. */
  constructor(clock: Clock, timers: Timers = NO_TIMERS, latency?: number) {
    this.#hostEvents = new HostEvents(latency)
    this.clock = clock
    this.timers = timers
    const { promise, reject } = Promise.withResolvers<never>()
    this.failure = promise
    this.#fail = reject
    promise.catch(() => {})
  }

  get current(): Task | null {
    return this.#current
  }

  spawn(task: Task): Task {
    task.state = 'ready'
    this.#ready.push(task)
    this.timersChanged()
    return task
  }

  call(task: Task): Task {
    const caller = this.#current
    if (caller !== null && !caller.callsOthers) return this.spawn(task)
    if (caller === null) this.#sliceBegan = this.clock.now()
    // When the called task waits or ends, its caller goes on
    const leave = this.#leave
    this.#leave = () => {}
    this.#begin(task)
    this.#leave = leave
    this.#current = caller
    this.timersChanged() // it may have set one
    return task
  }

  wait(deadline = Number.POSITIVE_INFINITY, isOver: (() => boolean) | null = null): Promise<void> {
    if (isOver?.()) return Promise.resolve()
    const task = this.#running()
    task.isOver = isOver
    if (isOver) this.#withCondition.add(task)
    this.#waiting.add(task, deadline)
    return this.#suspend(task)
  }

  yieldNow(): Promise<void> {
    const task = this.#running()
    task.state = 'ready'
    // If it yields only for the host's events, it keeps its place in the queue
    if (this.#othersAreDue()) this.#ready.push(task)
    else this.#ready.unshift(task)
    return this.#suspend(task)
  }

  get shouldYield(): boolean {
    return (this.clock.isLive && this.#hostEvents.areDue) || this.#othersAreDue()
  }

  /** The loop fires them as soon as the current task waits or yields. */
  fireTimers(): void {}

  tick(): void {
    if (this.#ready.length > 0 || !this.#waiting.isEmpty) this.clock.tick()
  }

  checkInterrupts(): void {}

  wake(task: Task, urgent = true): void {
    if (task.state !== 'waiting') return
    this.#waiting.delete(task)
    this.#withCondition.delete(task)
    task.isUrgent = urgent
    this.spawn(task)
  }

  interrupt(task: Task, error: unknown): void {
    task.interruption = { error }
    this.wake(task)
  }

  conditionsChanged(): void {
    for (const task of this.#withCondition) if (task.isOver?.()) this.wake(task)
  }

  timersChanged(): void {
    this.#hostEvents.interruptSleep()
    void this.#loop()
  }

  #othersAreDue(): boolean {
    const now = this.clock.now()
    if (this.#waiting.first <= now || this.timers.nextDeadline() <= now) return true
    return this.#ready.length > 0 && (now - this.#sliceBegan >= TIME_SLICE || this.#ready.some(({ isUrgent }) => isUrgent))
  }

  #running(): Task {
    if (this.#current === null) throw new Error('no task is running')
    return this.#current
  }

  #suspend(task: Task): Promise<void> {
    const suspended = task.suspend()
    this.#leave()
    this.timersChanged() // a task that was called while none ran has not interrupted a sleep yet
    return suspended
  }

  #begin(task: Task): void {
    this.#current = task
    task.state = 'running'
    let ended: Promise<void> | undefined
    try {
      ended = task.begin() ?? undefined
    } catch (error) {
      this.#fail(error)
    }
    if (ended) ended.catch(this.#fail).then(() => this.#finish(task))
    else this.#finish(task)
  }

  #finish(task: Task): void {
    task.finish()
    if (this.#current === task) this.#leave()
  }

  /** Runs tasks for as long as any is ready, or will be when time has passed. */
  async #loop(): Promise<void> {
    if (this.#isLooping) return
    this.#isLooping = true
    await null // the caller finishes first what it is doing
    for (;;) {
      // If none is ready, they arrive anyway
      if (this.#ready.length > 0 ? this.#hostEvents.areDueBetweenTasks : this.#hostEvents.areDue) await this.#hostEvents.arrive()
      for (const task of this.#waiting.expired(this.clock.now())) this.wake(task)
      if (this.timers.nextDeadline() <= this.clock.now()) this.timers.fire()
      const task = this.#ready.shift()
      if (task) await this.#run(task)
      else {
        const time = this.#nextTime()
        if (time === null) break
        await this.#hostEvents.sleepUntil(time, this.clock)
      }
    }
    // Nothing is awaited before this: whoever wakes a task from now on starts the loop anew
    this.#isLooping = false
  }

  async #run(task: Task): Promise<void> {
    if (!task.resume && task.interruption) return task.finish()
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#leave = resolve
    this.#sliceBegan = this.clock.now()
    task.isUrgent = false
    this.#current = task
    task.state = 'running'
    if (task.resume) task.resume()
    else this.#begin(task)
    await promise
    this.#leave = () => {}
    this.#current = null
  }

  /** When something will happen, which may be now; null: nothing will, unless somebody outside does something. */
  #nextTime(): number | null {
    if (this.#waiting.isEmpty) return null
    const { first } = this.#waiting
    const time = Math.min(first, this.timers.nextDeadline())
    if (Math.min(first, this.timers.nextWakingDeadline()) < Number.POSITIVE_INFINITY) return time
    return this.onStuck() ? Number.NEGATIVE_INFINITY : null
  }
}
