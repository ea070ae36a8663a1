/**
 * Which parts of the machine's memory are private to a process, and which all processes share. Made once shared memory exists.
 *
 *     0        boolRelOpts    __heap_base - 8 MiB     __heap_base                             sbrk(0)        space.start
 *     | tables | variables    | unused    | stack     | heap | shared and read-only  | heap … |  …           | heaps of single processes …
 *     | shared | saved: pages |           | saved     | saved: pages, without those between   |              | at addresses of their own
 *                                         ^ stack pointer
 *
 * What is saved at a switch is what a process has at the same addresses as others. It must have nothing else: no process writes to the tables,
 * to the conversion libraries, to what is read-only of others or to the shadow, and what it allocates after its fork lies at addresses that no
 * other has (heap.ts).
 */
import type { Machine } from '../machine/machine.ts'
import type { Range } from '../machine/memory-parts.ts'
import { PAGE } from '../machine/page-scanner.ts'

/** First word of the shared memory segment (PGShmemHeader.magic); the third is the segment's size. */
const SEGMENT_MAGIC = 679834894
/** First word of the dynamic shared memory control segment (PG_DYNSHMEM_CONTROL_MAGIC), which has a page of WebAssembly's of its own. */
const CONTROL_MAGIC = 0x9a503d32
const CONTROL_SIZE = 65536
/** PGlite is linked with a stack of 8 MiB between the static variables and the heap; it grows down from `__heap_base`. */
const STACK_SIZE = 8 << 20

/** Whole pages one after another; the first has the number `first`. */
export interface Run {
  readonly start: number
  readonly pages: number
  readonly first: number
}

export interface Pages {
  /** Where the last run ends. */
  readonly end: number
  readonly runs: readonly Run[]
  /** What fills no page, beside what is shared. */
  readonly rest: readonly Range[]
}

export class MemoryMap {
  readonly #machine: Machine
  readonly shared: readonly Range[]
  /** What lies in the heap and is not private: shared memory, what is read-only of libraries, and the shadow. */
  readonly #notPrivate: readonly Range[]
  /** The page of the first variable: no process writes to what is before it. */
  readonly #variables: number
  readonly #stack: Range
  #pages: Pages | undefined

  constructor(machine: Machine) {
    this.#machine = machine
    const words = new Uint32Array(machine.memory.buffer)
    const heap = machine.exports.__heap_base.value
    this.#variables = Math.floor(machine.exports.boolRelOpts.value / PAGE) * PAGE
    this.#stack = { start: heap - STACK_SIZE, end: heap }
    const word = (magic: number, from: number) => {
      const at = words.indexOf(magic, from)
      if (at < 0) throw new Error(`shared memory was not found (magic ${magic})`)
      return at
    }
    const segment = word(SEGMENT_MAGIC, heap / 4)
    const end = segment + words[segment + 2]! / 4
    const control = Math.floor((word(CONTROL_MAGIC, end) * 4) / CONTROL_SIZE) * CONTROL_SIZE
    this.shared = [
      { start: segment * 4, end: end * 4 },
      { start: control, end: control + CONTROL_SIZE },
    ]
    const { memory, readOnly } = machine.libraries
    this.#notPrivate = [...this.shared, memory, machine.shadow.memory, ...readOnly.map(wholePages)].sort((a, b) => a.start - b.start)
  }

  /** The end of the heap that a process has from its fork. Only the postmaster's grows. */
  get end(): number {
    return this.#machine.break
  }

  /** The stack in use, at the same addresses in every process. */
  get stack(): Range {
    return { start: this.#machine.stackPointer, end: this.#stack.end }
  }

  /** What else a process has at the same addresses as others: static variables, and the heap from its fork. */
  private(): Range[] {
    const ranges = [{ start: this.#variables, end: this.#stack.start }]
    let start = this.#stack.end
    for (const range of this.#notPrivate) {
      ranges.push({ start, end: range.start })
      start = range.end
    }
    return [...ranges, { start, end: this.end }]
  }

  /** The same in whole pages, which are numbered, and the rest. A page keeps its number, as only the last part grows. */
  pages(): Pages {
    const end = this.end
    if (this.#pages?.end !== end) this.#pages = { end, ...this.#divided() }
    return this.#pages
  }

  #divided(): Omit<Pages, 'end'> {
    const runs: Run[] = []
    const rest: Range[] = []
    let first = 0
    for (const { start, end } of this.private()) {
      const from = Math.min(Math.ceil(start / PAGE) * PAGE, end)
      const pages = Math.floor((end - from) / PAGE)
      runs.push({ start: from, pages, first })
      rest.push({ start, end: from }, { start: from + pages * PAGE, end })
      first += pages
    }
    if (first > this.#machine.shadow.pages) throw new Error(`${first} pages are more than have a shadow`)
    return { runs, rest: rest.filter(({ start, end }) => end > start) }
  }
}

/** Only those that are all in the range, so that it parts no page. */
const wholePages = ({ start, end }: Range): Range => ({ start: Math.ceil(start / PAGE) * PAGE, end: Math.floor(end / PAGE) * PAGE })

/** How many pages there are. */
export const countOf = (runs: readonly Run[]): number => runs.at(-1)!.first + runs.at(-1)!.pages
