/**
 * A process as it lies in memory when it does not run: its static variables, its stack, its heap and its open files.
 * PostgreSQL's shared memory and the conversion libraries, which all processes share, are left alone.
 */
import type { FileStream } from '../machine/emscripten.ts'
import type { Machine } from '../machine/machine.ts'

/** First word of the shared memory segment (PGShmemHeader.magic); the third is the segment's size. */
const SEGMENT_MAGIC = 679834894
/** First word of the dynamic shared memory control segment (PG_DYNSHMEM_CONTROL_MAGIC), which has pages of its own. */
const CONTROL_MAGIC = 0x9a503d32
/** PGlite is linked with a stack of 8 MiB between the static variables and the heap; it grows down from `__heap_base`. */
const STACK_SIZE = 8 << 20
const PAGE = 65536

interface Range {
  readonly start: number
  readonly end: number
}

/** Where private memory lies, once shared memory exists. */
export class MemoryMap {
  readonly #machine: Machine
  readonly shared: readonly Range[]
  /** What lies in the heap and is nobody's own: what is shared, and the conversion libraries, which nobody writes to. */
  readonly #apart: readonly Range[]
  readonly #stack: Range
  constructor(machine: Machine) {
    this.#machine = machine
    const words = new Uint32Array(machine.memory.buffer)
    const heap = machine.exports.__heap_base.value
    this.#stack = { start: heap - STACK_SIZE, end: heap }
    const word = (magic: number) => {
      const at = words.indexOf(magic, heap / 4)
      if (at < 0) throw new Error(`shared memory was not found (magic ${magic})`)
      return at
    }
    const segment = word(SEGMENT_MAGIC)
    const control = Math.floor((word(CONTROL_MAGIC) * 4) / PAGE) * PAGE
    this.shared = [
      { start: segment * 4, end: segment * 4 + words[segment + 2]! },
      { start: control, end: control + PAGE },
    ]
    this.#apart = [...this.shared, machine.conversions.memory].sort((a, b) => a.start - b.start)
  }

  /** The running process's own memory: static variables, the stack in use, and the heap around what is shared. */
  private(): Range[] {
    const { exports } = this.#machine
    const ranges = [
      { start: 0, end: this.#stack.start },
      { start: this.#machine.stackPointer, end: this.#stack.end },
    ]
    let start = this.#stack.end
    for (const apart of this.#apart) {
      ranges.push({ start, end: apart.start })
      start = apart.end
    }
    return [...ranges, { start, end: this.#machine.read32(exports.emscripten_get_sbrk_ptr()) }]
  }
}

export class Image {
  #parts: { at: number; bytes: Uint8Array }[] = []
  #stackPointer = 0
  #files: readonly (FileStream | null | undefined)[] = []

  /** Takes the running process's memory. Buffers of the last time are used again where they fit. */
  save(machine: Machine, map: MemoryMap): this {
    const memory = new Uint8Array(machine.memory.buffer)
    this.#parts = map.private().map(({ start, end }, i) => {
      const old = this.#parts[i]?.bytes
      const room = old && old.buffer.byteLength >= end - start ? old.buffer : new ArrayBuffer(end - start)
      const bytes = new Uint8Array(room, 0, end - start)
      bytes.set(memory.subarray(start, end))
      return { at: start, bytes }
    })
    this.#stackPointer = machine.stackPointer
    this.#files = [...machine.files.streams]
    return this
  }

  /** Makes this the running process. */
  load(machine: Machine): void {
    const memory = new Uint8Array(machine.memory.buffer)
    for (const { at, bytes } of this.#parts) memory.set(bytes, at)
    machine.stackPointer = this.#stackPointer
    machine.files.streams.length = 0
    machine.files.streams.push(...this.#files)
  }

  /** Makes a child of this the running process: as `fork` does, with descriptors of its own for the same files. */
  fork(machine: Machine): void {
    this.load(machine)
    machine.files.streams.forEach((file, descriptor, streams) => {
      streams[descriptor] = file && Object.assign(Object.create(Object.getPrototypeOf(file)), file)
    })
  }

  get size(): number {
    return this.#parts.reduce((sum, part) => sum + part.bytes.length, 0)
  }
}
