/**
 * Which process's image is loaded into WebAssembly's memory, where there is room for one. A switch saves the pages that the process has
 * changed, and loads those that the next process does not share with it.
 */
import { AddressSpace } from '../machine/address-space.ts'
import { type Machine, MEMORY } from '../machine/machine.ts'
import { PAGE } from '../machine/page-scanner.ts'
import { Heap, type HeapContents } from './heap.ts'
import type { Image, Page } from './image.ts'
import { countOf, MemoryMap, type Run } from './memory-map.ts'
import type { Process } from './process.ts'

/** The postmaster, when it reloads its configuration, may allocate so many bytes more than it had when it started. */
const POSTMASTER_ROOM = 1 << 20

/** A saved process: its image, and what is in its heap. */
export interface SavedProcess {
  readonly image: Image
  readonly heap: HeapContents
}

export class LoadedImage {
  readonly machine: Machine
  readonly map: MemoryMap
  /** Where processes allocate memory. */
  readonly space: AddressSpace
  /** Null if the memory's content is of no use any more. */
  #process: Process | null
  /** The pages that are in memory, unless the process has changed them since it was loaded; null: a page of no image. */
  readonly #pages: (Page | null)[] = []

  /** Takes the machine's present memory as the image of `process`. Without one, of memory only what is shared need be there, and its end. */
  constructor(machine: Machine, process: Process | null) {
    this.machine = machine
    this.map = new MemoryMap(machine)
    this.space = new AddressSpace(Math.ceil((this.map.end + POSTMASTER_ROOM) / PAGE) * PAGE, MEMORY.maximum * 65536)
    this.#process = process
    if (process) this.#save(process.image)
  }

  /** It need not be executing. */
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

  /** The process has exited: its memory is of no use any more. */
  discard(): void {
    this.#process = null
  }

  /** Saves the loaded process as it is now, for `restore`. */
  capture(): SavedProcess {
    const { image, heap } = this.#process!
    this.#save(image)
    return { image: image.fork(), heap: heap?.capture(this.machine) ?? [] }
  }

  /** Loads `process` as it was captured. No process may have a heap. */
  restore(process: Process, { image, heap }: SavedProcess): void {
    this.#leave()
    process.image = image.fork()
    process.heap = new Heap(this.space)
    process.heap.restore(this.machine.memory, heap)
    this.#load(process.image)
    this.#process = process
  }

  /** So many more bytes would still lie below the addresses of other processes. */
  postmasterMayHave(increment: number): boolean {
    return this.map.end + increment <= this.space.start
  }

  #leave(): void {
    if (this.#process) this.#save(this.#process.image)
    else for (const run of this.map.pages().runs) for (const page of this.#changed(run)) this.#pages[run.first + page] = null
  }

  #save(image: Image): void {
    const { machine, map } = this
    const memory = new Uint8Array(machine.memory.buffer)
    const { runs, rest } = map.pages()
    for (const run of runs)
      for (const number of this.#changed(run)) {
        const at = run.start + number * PAGE
        const page = image.own(run.first + number)
        page.set(memory.subarray(at, at + PAGE))
        memory.copyWithin(machine.shadow.addressOf(run.first + number), at, at + PAGE)
        this.#pages[run.first + number] = page
      }
    image.truncate(countOf(runs))
    image.rest = [map.stack, ...rest].map(({ start, end }) => ({ at: start, bytes: memory.slice(start, end) }))
    image.stackPointer = machine.stackPointer
    image.files = [...machine.files.streams]
  }

  #load(image: Image): void {
    const { machine } = this
    const memory = new Uint8Array(machine.memory.buffer)
    const { runs } = this.map.pages()
    for (const [i, { start, first, pages }] of runs.entries()) {
      // The last run goes on for as long as the image has pages
      const end = i === runs.length - 1 ? image.pages.length : first + pages
      for (let number = first; number < end; number++) {
        const page = image.pages[number]!
        if (this.#pages[number] === page) continue
        memory.set(page, start + (number - first) * PAGE)
        memory.set(page, machine.shadow.addressOf(number))
        this.#pages[number] = page
      }
    }
    this.#pages.length = image.pages.length
    for (const { at, bytes } of image.rest) memory.set(bytes, at)
    machine.stackPointer = image.stackPointer
    machine.files.streams.length = 0
    machine.files.streams.push(...image.files)
  }

  /** The pages of the run that the process has changed, by their numbers in it. */
  #changed({ start, pages, first }: Run): number[] {
    const known = Math.max(0, Math.min(pages, this.#pages.length - first))
    const changed = known > 0 ? this.machine.shadow.changed(start, known, first) : []
    for (let number = known; number < pages; number++) changed.push(number) // the heap has grown
    return changed
  }
}
