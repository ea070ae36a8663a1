/** A state of a server without sessions, to which `restore` returns: its memory and its data directory. */
import { reopenStreams } from '../machine/descriptors.ts'
import { type FileTree, readTree, restoreTree } from '../machine/file-tree.ts'
import type { Machine } from '../machine/machine.ts'
import { captureRange, type Part, restoreRange } from '../machine/memory-parts.ts'
import type { Image } from '../process/image.ts'
import type { SavedProcess } from '../process/loaded-image.ts'
import type { Process } from '../process/process.ts'
import type { ProcessScheduler } from '../process/scheduler.ts'
import { DATA_DIRECTORY } from './settings.ts'

/** As a value; an image is made of the first one (start-image.ts). */
export interface ServerState {
  /** Of the process that sessions are forked from, when the server had started. */
  readonly postmaster: Image
  /** The same after it has reloaded its configuration; null if it has not. */
  readonly reloaded: Image | null
  readonly auxiliary: SavedProcess
  readonly sharedMemory: readonly (readonly Part[])[]
  /** The data directory. */
  readonly files: FileTree
  /** Of the next session's process. */
  readonly nextPid: number
}

export class Snapshot {
  readonly state: ServerState
  readonly #machine: Machine
  readonly #scheduler: ProcessScheduler
  readonly #auxiliary: Process

  constructor(machine: Machine, scheduler: ProcessScheduler, auxiliary: Process, state: ServerState) {
    this.#machine = machine
    this.#scheduler = scheduler
    this.#auxiliary = auxiliary
    this.state = state
  }

  /** The state now. The auxiliary process must be the only one, and loaded. */
  static take(
    machine: Machine,
    scheduler: ProcessScheduler,
    auxiliary: Process,
    rest: Pick<ServerState, 'postmaster' | 'reloaded' | 'nextPid'>,
  ): Snapshot {
    const { loaded } = scheduler
    return new Snapshot(machine, scheduler, auxiliary, {
      ...rest,
      auxiliary: loaded.capture(),
      sharedMemory: loaded.map.shared.map((range) => captureRange(machine, range)),
      files: readTree(machine.files, DATA_DIRECTORY),
    })
  }

  /** All processes must have been killed. */
  restore(): void {
    const { sharedMemory, files, postmaster, reloaded, auxiliary } = this.state
    restoreTree(this.#machine.files, DATA_DIRECTORY, files)
    for (const image of [postmaster, reloaded, auxiliary.image]) if (image) reopenStreams(this.#machine.files, [...image.files])
    for (const [i, range] of this.#scheduler.loaded.map.shared.entries()) restoreRange(this.#machine, range, sharedMemory[i]!)
    this.load()
  }

  /** Restores the process alone. Shared memory and files are as in the state. */
  load(): void {
    const process = this.#auxiliary
    process.alarm = Number.POSITIVE_INFINITY
    process.signals.length = 0
    process.exitStatus = null // it may have crashed
    this.#scheduler.loaded.restore(process, this.state.auxiliary)
    this.#scheduler.processes.set(process.pid, process)
  }
}
