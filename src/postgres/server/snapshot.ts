/** A snapshot of the server when it has just started, to which `restore` returns: its memory and its data directory. */
import { type FileTree, readTree, restoreTree } from '../machine/file-tree.ts'
import type { Machine } from '../machine/machine.ts'
import type { SavedProcess } from '../process/loaded-image.ts'
import type { Process } from '../process/process.ts'
import type { ProcessScheduler } from '../process/scheduler.ts'
import { DATA_DIRECTORY } from './settings.ts'

export class Snapshot {
  readonly #machine: Machine
  readonly #scheduler: ProcessScheduler
  readonly #process: Process
  readonly #captured: SavedProcess
  readonly #sharedMemory: readonly Uint8Array[]
  readonly #files: FileTree

  /** `process` must be the only one. */
  constructor(machine: Machine, scheduler: ProcessScheduler, process: Process) {
    this.#machine = machine
    this.#scheduler = scheduler
    this.#process = process
    this.#captured = scheduler.loaded.capture()
    this.#sharedMemory = scheduler.loaded.map.shared.map(({ start, end }) => machine.bytes(start, end - start).slice())
    this.#files = readTree(machine.files, DATA_DIRECTORY)
  }

  /** All processes must have been killed. */
  restore(): void {
    restoreTree(this.#machine.files, DATA_DIRECTORY, this.#files)
    for (const [i, { start, end }] of this.#scheduler.loaded.map.shared.entries())
      this.#machine.bytes(start, end - start).set(this.#sharedMemory[i]!)
    this.#process.alarm = Number.POSITIVE_INFINITY
    this.#process.signals.length = 0
    this.#process.exitStatus = null // it may have crashed
    this.#scheduler.loaded.restore(this.#process, this.#captured)
    this.#scheduler.processes.set(this.#process.pid, this.#process)
  }
}
