/** Whose image is in memory. One process at a time; the others lie in their images. */

import type { Machine } from '../machine/machine.ts'
import { MemoryMap } from './image.ts'
import type { Process } from './process.ts'

export class Resident {
  readonly machine: Machine
  readonly map: MemoryMap
  /** Null when what is in memory is of no use. */
  #process: Process | null

  /** Begins with the machine's present memory as the image of `process`. */
  constructor(machine: Machine, process: Process) {
    this.machine = machine
    this.map = new MemoryMap(machine)
    this.#process = process
    this.#save()
  }

  /** Whose memory it is, executing or not. */
  get process(): Process | null {
    return this.#process
  }

  load(process: Process): void {
    if (this.#process === process) return
    this.#save()
    if (process.parent) process.parent.image.fork(this.machine)
    else process.image.load(this.machine)
    process.parent = null
    this.#process = process
  }

  /** What is in memory is `process` from here on; null: nobody. */
  become(process: Process | null): void {
    this.#process = process
  }

  #save(): void {
    this.#process?.image.save(this.machine, this.map)
  }
}
