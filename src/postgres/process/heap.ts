/** What a process allocates by sbrk() after its fork. */
import type { AddressSpace, Piece } from '../machine/address-space.ts'
import { captureRange, type Part, type Scanned, writeParts } from '../machine/memory-parts.ts'

/** Addresses are allocated in multiples of so many bytes; memory is used only where it is written to. */
const GRAIN = 1 << 20

interface Extent extends Piece {
  /** The address of the next bytes. */
  break: number
}

/** What is in a heap, by extents. */
export type HeapContents = readonly { readonly extent: Readonly<Extent>; readonly parts: readonly Part[] }[]

export class Heap {
  readonly #space: AddressSpace
  #extents: Extent[] = []

  constructor(space: AddressSpace) {
    this.#space = space
  }

  /** The address of `increment` new bytes, which need not follow the last ones; null if there are none. */
  sbrk(increment: number): number | null {
    const last = this.#extents.at(-1)
    if (last && (last.break + increment <= last.end || this.#space.extend(last, wholeGrains(last.break + increment - last.end))))
      return taken(last, increment)
    // When malloc gets memory elsewhere than it wanted, it asks at once for as much as it had left at the end of its last extent, and relies on
    // getting the bytes that follow. So there must be room for that; in the parent's heap it had less than a grain left.
    const spare = last ? last.end - last.start : GRAIN
    const piece = this.#space.allocate(wholeGrains(increment + spare))
    if (!piece) return null
    const extent = Object.assign(piece, { break: piece.start })
    this.#extents.push(extent)
    return taken(extent, increment)
  }

  capture(machine: Scanned): HeapContents {
    return this.#extents.map((extent) => ({
      extent: { ...extent },
      parts: captureRange(machine, { start: extent.start, end: extent.break }),
    }))
  }

  /** All its addresses must be free. */
  restore(memory: WebAssembly.Memory, contents: HeapContents): void {
    this.#extents = contents.map(({ extent, parts }) => {
      const piece = this.#space.reserve(extent)
      new Uint8Array(memory.buffer).fill(0, extent.start, extent.break)
      writeParts(memory, parts)
      return Object.assign(piece, { break: extent.break })
    })
  }

  /** The process has exited. */
  free(): void {
    for (const extent of this.#extents.splice(0)) this.#space.free(extent)
  }

  /** In bytes. */
  get size(): number {
    return this.#extents.reduce((sum, { start, break: end }) => sum + end - start, 0)
  }
}

const wholeGrains = (size: number): number => Math.ceil(size / GRAIN) * GRAIN

function taken(extent: Extent, increment: number): number {
  const address = extent.break
  extent.break += increment
  return address
}
