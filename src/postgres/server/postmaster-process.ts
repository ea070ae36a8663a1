/** The process that sessions are forked from. On SIGHUP it reads the configuration files again, and so do its children. */
import { reloadConfiguration } from '../process/backend.ts'
import type { Image } from '../process/image.ts'
import { POSTMASTER_PID, Process, SIGNAL } from '../process/process.ts'
import type { ProcessScheduler } from '../process/scheduler.ts'
import type { AuxiliaryProcess } from './auxiliary-process.ts'

export class PostmasterProcess {
  readonly #scheduler: ProcessScheduler
  readonly #auxiliary: AuxiliaryProcess
  /** As it was when the server had started. It never runs. */
  readonly #original: Process
  /** A copy of `original` that has reloaded; null before the first SIGHUP. */
  #reloaded: Process | null = null

  constructor(scheduler: ProcessScheduler, original: Process, auxiliary: AuxiliaryProcess) {
    this.#scheduler = scheduler
    this.#original = original
    this.#auxiliary = auxiliary
  }

  /** The process that new sessions are copies of. */
  get parent(): Process {
    return this.#reloaded ?? this.#original
  }

  /** Passes SIGHUP on to the sessions: PostgreSQL reloads before their next command. */
  reload(): void {
    this.#reloaded ??= new Process(POSTMASTER_PID, this.#original)
    this.#scheduler.runInside(this.#reloaded, reloadConfiguration())
    this.#auxiliary.reload()
    for (const process of this.#scheduler.processes.values())
      if (process !== this.#reloaded && process !== this.#auxiliary.process) process.signals.push(SIGNAL.HUP)
  }

  /** Its image, if it has reloaded. Another process must be loaded. */
  capture(): Image | null {
    return this.#reloaded?.image.fork() ?? null
  }

  /** As it was when `image` was captured: the configuration files are as they were then, and so is what was read from them. */
  restore(image: Image | null): void {
    this.#reloaded = image && new Process(POSTMASTER_PID)
    if (image) this.#reloaded!.image = image.fork()
  }
}
