/** How signals and alarms reach processes, busy or idle, and how time passes for those that wait. */

import type { Clock } from '../../scheduling/clock.ts'
import type { Alarms } from '../../scheduling/timers.ts'
import { mainLoop, syncQueueIsLong } from './backend.ts'
import type { Process } from './process.ts'
import type { Scheduler } from './scheduler.ts'

export interface DeliveryObserver {
  timeoutsMayHaveChanged(process: Process): void
  /** When the first timeout of anybody will fire that can end something: statistics are reported by alarms, too. */
  nextTimeout(): number
  /** To be made in a process that may. */
  checkpoint(): void
  /** The postmaster has got SIGHUP. */
  reload(): void
  /** A sleep has ended. */
  looked(): void
}

/** A signal has reached it, or its alarm is due. */
export const hasNews = (process: Process, now: number): boolean => process.signals.length > 0 || process.alarm <= now

export class Delivery implements Alarms {
  readonly #clock: Clock
  readonly #scheduler: Scheduler
  readonly #observer: DeliveryObserver
  /** Somebody has asked for a checkpoint and has not waited for it. */
  checkpointWanted = false
  /** The postmaster has a SIGHUP to see. */
  reloadWanted = false

  constructor(clock: Clock, scheduler: Scheduler, observer: DeliveryObserver) {
    this.#clock = clock
    this.#scheduler = scheduler
    this.#observer = observer
    if (scheduler.turns) scheduler.turns.alarms = this
  }

  /** Lets the process in memory see its signals and its alarm, if due. True if there was one. */
  deliver(process: Process): boolean {
    const { machine } = this.#scheduler
    const signals = process.signals.splice(0)
    for (const signal of signals) machine.exports.raise(signal)
    const due = this.#clock.now() >= process.alarm
    if (due) {
      process.alarm = Number.POSITIVE_INFINITY
      machine.exports._emscripten_timeout(0, this.#clock.now()) // raises SIGALRM: PostgreSQL's own handler does the rest
      this.#observer.timeoutsMayHaveChanged(process)
    }
    return due || signals.length > 0
  }

  /** Does what processes that do not execute would do by now: signals and alarms arrive, checkpoints are made. */
  catchUp(): void {
    const { machine, processes, crashed } = this.#scheduler
    if (crashed) return
    if (this.reloadWanted) {
      this.reloadWanted = false
      this.#observer.reload()
    }
    if (this.checkpointWanted || syncQueueIsLong(machine)) {
      this.checkpointWanted = false
      this.#observer.checkpoint()
    }
    const isIdle = (process: Process) => process.task === null && !this.#scheduler.isRunning(process)
    const idleWithNews = () => [...processes.values()].find((process) => isIdle(process) && hasNews(process, this.#clock.now()))
    for (let process = idleWithNews(); process; process = idleWithNews()) {
      const told = process
      this.#scheduler.run(
        process,
        mainLoop(machine, () => this.deliver(told)),
      )
    }
    for (const process of processes.values()) if (hasNews(process, this.#clock.now())) this.#scheduler.awaken(process)
  }

  /** When there is something for `catchUp` to do. */
  next(): number {
    if (this.#scheduler.crashed) return Number.POSITIVE_INFINITY
    if (this.checkpointWanted || this.reloadWanted) return Number.NEGATIVE_INFINITY
    let next = Number.POSITIVE_INFINITY
    for (const process of this.#scheduler.processes.values()) {
      // Who executes, or is about to, sees to it himself
      if (process.task ? process.task.state !== 'waiting' : this.#scheduler.isRunning(process)) continue
      next = Math.min(next, process.signals.length > 0 ? Number.NEGATIVE_INFINITY : process.alarm)
    }
    return next
  }

  ring(): void {
    this.catchUp()
  }

  nextThatMatters(): number {
    return this.#observer.nextTimeout()
  }

  /** Sleeps for somebody outside, until `time` or until `until()` says that it was worth it; alarms ring meanwhile. False: nothing can happen any more. */
  sleep(time: number, until: () => boolean = () => false): boolean {
    for (;;) {
      this.catchUp()
      if (until() || this.#clock.now() >= time) return true
      if (Math.min(time, this.nextThatMatters()) === Number.POSITIVE_INFINITY) return false
      this.#clock.sleepUntil(Math.min(time, this.next()))
      this.#observer.looked()
    }
  }
}
