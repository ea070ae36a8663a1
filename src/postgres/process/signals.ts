/** How signals and alarms reach processes, whether these execute, wait or are idle. */
import type { Clock } from '../../scheduling/clock.ts'
import type { Timers } from '../../scheduling/timers.ts'
import { mainLoop, syncQueueIsLong } from './backend.ts'
import type { Process } from './process.ts'
import type { ProcessScheduler } from './scheduler.ts'
import type { Supervisor } from './supervisor.ts'

/** Signals have been sent to it that it has not handled, or its alarm is due. */
export const hasPendingSignals = (process: Process, now: number): boolean => process.signals.length > 0 || process.alarm <= now

export class SignalDelivery implements Timers {
  readonly #clock: Clock
  readonly #scheduler: ProcessScheduler
  readonly #supervisor: Supervisor
  /** A process has asked for a checkpoint and does not wait for it. */
  checkpointRequested = false
  /** SIGHUP has been sent to the postmaster. */
  reloadRequested = false

  constructor(clock: Clock, scheduler: ProcessScheduler, supervisor: Supervisor) {
    this.#clock = clock
    this.#scheduler = scheduler
    this.#supervisor = supervisor
  }

  /** Forgets what was requested. */
  reset(): void {
    this.checkpointRequested = false
    this.reloadRequested = false
  }

  /** Delivers pending signals, and the alarm if it is due, to the process whose image is loaded. Returns whether there were any. */
  deliver(process: Process): boolean {
    const { machine } = this.#scheduler
    const signals = process.signals.splice(0)
    for (const signal of signals) machine.exports.raise(signal)
    const isDue = this.#clock.now() >= process.alarm
    if (isDue) {
      process.alarm = Number.POSITIVE_INFINITY
      machine.exports._emscripten_timeout(0, this.#clock.now())
      this.#supervisor.timeoutsMayHaveChanged(process)
    }
    return isDue || signals.length > 0
  }

  /** What processes that do not execute would do by now: idle ones run to handle their signals, those that wait are woken, checkpoints are made. */
  fire(): void {
    const { machine, processes, crashed } = this.#scheduler
    if (crashed) return
    if (this.reloadRequested) {
      this.reloadRequested = false
      this.#supervisor.reload()
    }
    if (this.checkpointRequested || syncQueueIsLong(machine)) {
      this.checkpointRequested = false
      this.#supervisor.checkpoint()
    }
    const isIdle = (process: Process) => process.task === null && !this.#scheduler.isExecuting(process)
    const hasPending = (process: Process) => hasPendingSignals(process, this.#clock.now())
    const nextIdle = () => [...processes.values()].find((process) => isIdle(process) && hasPending(process))
    for (let process = nextIdle(); process; process = nextIdle()) {
      const signalled = process
      this.#scheduler.run(
        process,
        mainLoop(machine, signalled, () => this.deliver(signalled)),
      )
    }
    for (const process of processes.values()) if (hasPending(process)) this.#scheduler.wake(process)
  }

  nextDeadline(): number {
    if (this.#scheduler.crashed) return Number.POSITIVE_INFINITY
    if (this.checkpointRequested || this.reloadRequested) return Number.NEGATIVE_INFINITY
    let next = Number.POSITIVE_INFINITY
    for (const process of this.#scheduler.processes.values()) {
      // A process that executes, or is about to, has its signals delivered when it looks at the clock
      if (process.task ? process.task.state !== 'waiting' : this.#scheduler.isExecuting(process)) continue
      next = Math.min(next, process.signals.length > 0 ? Number.NEGATIVE_INFINITY : process.alarm)
    }
    return next
  }

  nextWakingDeadline(): number {
    return this.#supervisor.nextTimeout()
  }
}
