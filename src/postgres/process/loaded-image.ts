/**
 * Whose image is in memory: one process at a time. A switch copies the pages that the process has changed out, and those in that the next
 * process does not share with it.
 */
import { AddressSpace } from '../machine/address-space.ts'
import { type Machine, MEMORY } from '../machine/machine.ts'
import { PAGE } from '../machine/shadow-memory.ts'
import { Heap, type HeapContents } from './heap.ts'
import { Image, type Page } from './image.ts'
import { addressOf, countOf, MemoryMap, type Run } from './memory-map.ts'
import type { Process } from './process.ts'

/** The postmaster, when it reloads its configuration, may allocate so many bytes more than it had when it started. */
const POSTMASTER_ROOM = 1 << 20

/** A process as it was: what is in its image, and its heap. */
export interface Captured {
  readonly image: Image
  readonly heap: HeapContents
}

export class LoadedImage {
  readonly machine: Machine
  readonly map: MemoryMap
  /** Where processes get new memory. */
  readonly space: AddressSpace
  /** Null when what is in memory is of no use. */
  #process: Process | null
  /** The pages that memory held when it was last compared with its shadow; null: it is none of an image. */
  readonly #pages: (Page | null)[] = []

  /** Begins with the machine's present memory as the image of `process`. */
  constructor(machine: Machine, process: Process) {
    this.machine = machine
    this.map = new MemoryMap(machine)
    this.space = new AddressSpace(machine.memory, Math.ceil((this.map.end + POSTMASTER_ROOM) / PAGE) * PAGE, MEMORY.maximum * 65536)
    this.#process = process
    this.#save(process.image)
  }

  /** Whose memory it is, executing or not. */
  get process(): Process | null {
    return this.#process
  }

  load(process: Process): void {
    if (this.#process === process) return
    this.#leave()
    if (process.parent) process.image = process.parent.image.fork()
    process.parent = null
    this.#load(process.image)
    this.#process = process
  }

  /** The process has exited: what is in memory is of no use. */
  discard(): void {
    this.#process = null
  }

  /** The loaded process as it is now, to be brought back by `restore`. */
  capture(): Captured {
    const { image, heap } = this.#process!
    this.#save(image)
    return { image: image.fork(), heap: heap?.capture(this.machine.memory) ?? [] }
  }

  /** `process` becomes what `captured` remembers. No process may have a heap. */
  restore(process: Process, { image, heap }: Captured): void {
    this.#leave()
    process.image = image.fork()
    process.heap = new Heap(this.space)
    process.heap.restore(this.machine.memory, heap)
    this.#load(process.image)
    this.#process = process
  }

  /** So many more bytes still lie below what the other processes allocate. */
  postmasterMayHave = (increment: number): boolean => this.map.end + increment <= this.space.start

  #leave(): void {
    if (this.#process) this.#save(this.#process.image)
    else for (const number of this.#changed(this.map.pages().runs)) this.#pages[number] = null
  }

  #save(image: Image): void {
    const { machine } = this
    const memory = new Uint8Array(machine.memory.buffer)
    const { runs, rest } = this.map.pages()
    for (const number of this.#changed(runs)) {
      const at = addressOf(number, runs)
      const page = image.own(number)
      page.set(memory.subarray(at, at + PAGE))
      memory.copyWithin(machine.shadow.addressOf(number), at, at + PAGE)
      this.#pages[number] = page
    }
    image.truncate(countOf(runs))
    image.rest = rest.map(({ start, end }) => ({ at: start, bytes: memory.slice(start, end) }))
    image.stackPointer = machine.stackPointer
    image.files = [...machine.files.streams]
  }

  #load(image: Image): void {
    const { machine } = this
    const memory = new Uint8Array(machine.memory.buffer)
    const { runs } = this.map.pages()
    for (const [number, page] of image.pages.entries()) {
      if (this.#pages[number] === page) continue
      memory.set(page, addressOf(number, runs))
      memory.set(page, machine.shadow.addressOf(number))
      this.#pages[number] = page
    }
    this.#pages.length = image.pages.length
    for (const { at, bytes } of image.rest) memory.set(bytes, at)
    machine.stackPointer = image.stackPointer
    machine.files.streams.length = 0
    machine.files.streams.push(...image.files)
  }

  /** The numbers of the pages that are not what they were. */
  #changed(runs: readonly Run[]): number[] {
    const known = this.#pages.length
    const changed = runs.flatMap(({ start, pages, first }) =>
      first < known ? this.machine.shadow.changed(start, Math.min(pages, known - first), first) : [],
    )
    for (let number = known; number < countOf(runs); number++) changed.push(number) // the heap has grown
    return changed
  }
}
