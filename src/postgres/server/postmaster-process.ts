/**
 * The process that sessions are forked from, and what SIGHUP does to it: it reads the configuration files again, and so do its children.
 */
import { reloadConfiguration } from '../process/backend.ts'
import { POSTMASTER_PID, Process, SIGNAL } from '../process/process.ts'
import type { Scheduler } from '../process/scheduler.ts'
import type { FirstProcess } from './auxiliary-process.ts'

export class PostmasterProcess {
  readonly #scheduler: Scheduler
  readonly #first: FirstProcess
  /** As it was when the server had started; never runs. */
  readonly #origin: Process
  /** A copy of `origin` that has reloaded; null while none was told to. */
  #reloaded: Process | null = null

  constructor(scheduler: Scheduler, origin: Process, first: FirstProcess) {
    this.#scheduler = scheduler
    this.#origin = origin
    this.#first = first
  }

  /** Whose copies new sessions are. */
  get parent(): Process {
    return this.#reloaded ?? this.#origin
  }

  /** Sessions only get the signal: each reloads before its next command, as PostgreSQL does. */
  reload(): void {
    this.#reloaded ??= new Process(POSTMASTER_PID, this.#origin)
    this.#scheduler.runInside(this.#reloaded, reloadConfiguration())
    this.#first.reload()
    for (const process of this.#scheduler.processes.values())
      if (process !== this.#reloaded && process !== this.#first.process) process.signals.push(SIGNAL.HUP)
  }

  /** The configuration files are as they were at the start, and so is what was read from them. */
  reset(): void {
    this.#reloaded = null
  }
}
