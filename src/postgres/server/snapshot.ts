/** The server as it was once it had started, and the way back there. */
import { type FileTree, readTree, restoreTree } from '../machine/file-tree.ts'
import type { Machine } from '../machine/machine.ts'
import type { Captured } from '../process/loaded-image.ts'
import type { Process } from '../process/process.ts'
import type { Scheduler } from '../process/scheduler.ts'
import { DATA_DIRECTORY } from './settings.ts'

export class Pristine {
  readonly #machine: Machine
  readonly #scheduler: Scheduler
  readonly #first: Process
  readonly #captured: Captured
  readonly #shared: readonly Uint8Array[]
  readonly #files: FileTree
  readonly #since = Date.now()

  /** Remembers the server as it is now, with `first` as its only process. */
  constructor(machine: Machine, scheduler: Scheduler, first: Process) {
    this.#machine = machine
    this.#scheduler = scheduler
    this.#first = first
    this.#captured = scheduler.resident.capture()
    this.#shared = scheduler.resident.map.shared.map(({ start, end }) => machine.bytes(start, end - start).slice())
    this.#files = readTree(machine.files, DATA_DIRECTORY)
  }

  /** All processes must have been killed. */
  restore(): void {
    restoreTree(this.#machine.files, DATA_DIRECTORY, this.#files, this.#since)
    for (const [i, { start, end }] of this.#scheduler.resident.map.shared.entries())
      this.#machine.bytes(start, end - start).set(this.#shared[i]!)
    this.#first.alarm = Number.POSITIVE_INFINITY
    this.#first.signals.length = 0
    this.#first.exitStatus = null // it may have crashed
    this.#scheduler.resident.restore(this.#first, this.#captured)
    this.#scheduler.processes.set(this.#first.pid, this.#first)
  }
}
