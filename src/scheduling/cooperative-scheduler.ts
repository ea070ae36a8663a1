/**
 * One processor, many tasks: sessions of the server and threads of Python take turns on it. A task has the turn until it waits, gives
 * way or ends; meanwhile its stack is put aside by whoever awaits `wait()` (JSPI). Tasks go on in the order in which they became able to.
 * Time passes only while some task waits and none can go on.
 */

import type { Clock } from './clock.ts'
import { Breath } from './host-events.ts'
import { Task } from './task.ts'
import { Sleepers } from './timer-queue.ts'
import { type Alarms, SILENCE } from './timers.ts'

/** So long, in milliseconds on the clock, may a turn last if others could go on. */
const SLICE = 4

export class Turns {
  readonly clock: Clock
  alarms: Alarms
  /** Asked when tasks wait and nothing will happen by itself any more. True: something has been done about it. */
  stuck: () => boolean = () => false
  /** Rejects when a task fails. */
  readonly failure: Promise<never>
  readonly #fail: (error: unknown) => void
  readonly #breath = new Breath()
  readonly #ready: Task[] = []
  readonly #sleepers = new Sleepers()
  #current: Task | null = null
  /** Tells the pump that the turn it gave is over. */
  #turnOver: () => void = () => {}
  #turnBegan = 0
  #pumping = false

  constructor(clock: Clock, alarms: Alarms = SILENCE) {
    this.clock = clock
    this.alarms = alarms
    const { promise, reject } = Promise.withResolvers<never>()
    this.failure = promise
    this.#fail = reject
    promise.catch(() => {})
  }

  /** Whose turn it is. */
  get current(): Task | null {
    return this.#current
  }

  /** Puts a new task at the end of the queue. See `Task` for `begin` and `callsOthers`. */
  spawn(name: string, begin: () => void | Promise<void>, callsOthers = false): Task {
    return this.#enqueue(new Task(name, begin, callsOthers))
  }

  /** As `spawn`, but at once if it is nobody's turn, or inside the turn of a task that calls others. */
  call(name: string, begin: () => void | Promise<void>): Task {
    const caller = this.#current
    if (caller !== null && !caller.callsOthers) return this.spawn(name, begin)
    const task = new Task(name, begin, false)
    if (caller === null) this.#turnBegan = this.clock.now()
    // That it waits, or ends, is not the end of its caller's turn
    const turnOver = this.#turnOver
    this.#turnOver = () => {}
    this.#begin(task)
    this.#turnOver = turnOver
    this.#current = caller
    void this.#pump()
    return task
  }

  /** The task whose turn it is waits, until it is woken or until a time. Its stack must be put aside at once. Rejects if it is interrupted. */
  wait(until = Number.POSITIVE_INFINITY): Promise<void> {
    this.#sleepers.add(this.#mine(), until)
    return this.#endOfTurn()
  }

  /** The task whose turn it is lets others go on, and the host's events arrive. Otherwise as `wait`. */
  giveWay(): Promise<void> {
    const task = this.#mine()
    task.state = 'ready'
    // For the sake of the host's events alone nobody loses his place
    if (this.#othersAreDue()) this.#ready.push(task)
    else this.#ready.unshift(task)
    return this.#endOfTurn()
  }

  /** Whether the task whose turn it is should give way. To be asked every fraction of a millisecond. */
  get shouldGiveWay(): boolean {
    return (this.clock.isLive && this.#breath.due) || this.#othersAreDue()
  }

  /** The task whose turn it is has been busy for a while: on a stepped clock time goes on, if that can make a difference to somebody. */
  tick(): void {
    if (this.#ready.length > 0 || this.#sleepers.any) this.clock.tick()
  }

  /** Lets a waiting task go on. `soon`: whoever has the turn should give way, as for one who had a processor of his own. */
  wake(task: Task, soon = true): void {
    if (task.state !== 'waiting') return
    this.#sleepers.delete(task)
    task.awakened = soon
    this.#enqueue(task)
  }

  /** Where a task waits or has given way it ends with `error`, and so does every wait from then on; if it has not begun, it never will. */
  interrupt(task: Task, error: unknown): void {
    task.interruption = { error }
    this.wake(task)
  }

  /** Something has changed that the alarms tell of. */
  disturb(): void {
    this.#breath.interrupt()
    void this.#pump()
  }

  #othersAreDue(): boolean {
    const now = this.clock.now()
    if (this.#sleepers.first <= now || this.alarms.next() <= now) return true
    return this.#ready.length > 0 && (now - this.#turnBegan >= SLICE || this.#ready.some(({ awakened }) => awakened))
  }

  #mine(): Task {
    if (this.#current === null) throw new Error('it is nobody’s turn')
    return this.#current
  }

  #enqueue(task: Task): Task {
    task.state = 'ready'
    this.#ready.push(task)
    this.disturb()
    return task
  }

  #endOfTurn(): Promise<void> {
    const paused = this.#mine().pause()
    this.#turnOver()
    this.disturb() // who was called while nobody had the turn has interrupted nobody but a sleep
    return paused
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
    if (this.#current === task) this.#turnOver()
  }

  /** Gives turns for as long as anybody can go on, or time can bring it about. */
  async #pump(): Promise<void> {
    if (this.#pumping) return
    this.#pumping = true
    await null // whoever came here finishes what it is doing
    for (;;) {
      if (this.#breath.due) await this.#breath.take()
      for (const task of this.#sleepers.due(this.clock.now())) this.wake(task)
      if (this.alarms.next() <= this.clock.now()) this.alarms.ring()
      const task = this.#ready.shift()
      if (task) await this.#giveTurn(task)
      else {
        const time = this.#nextTime()
        if (time === null) break
        await this.#breath.sleepUntil(time, this.clock)
      }
    }
    // With nothing awaited in between: whoever wakes a task from now on begins anew
    this.#pumping = false
  }

  async #giveTurn(task: Task): Promise<void> {
    if (!task.goOn && task.interruption) return task.finish()
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#turnOver = resolve
    this.#turnBegan = this.clock.now()
    task.awakened = false
    this.#current = task
    task.state = 'running'
    if (task.goOn) task.goOn()
    else this.#begin(task)
    await promise
    this.#turnOver = () => {}
    this.#current = null
  }

  /** When something will happen, which may be now; null: nothing will any more unless somebody outside does something. */
  #nextTime(): number | null {
    if (!this.#sleepers.any) return null
    const { first } = this.#sleepers
    const time = Math.min(first, this.alarms.next())
    if (Math.min(first, this.alarms.nextThatMatters()) < Number.POSITIVE_INFINITY) return time
    return this.stuck() ? Number.NEGATIVE_INFINITY : null
  }
}
