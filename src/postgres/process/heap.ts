/** What a process gets by sbrk() after its fork. */
import type { AddressSpace, Piece } from '../machine/address-space.ts'

/** Address space is given out in pieces of so many bytes; memory is used only where it is written to. */
const GRAIN = 1 << 20

interface Extent extends Piece {
  /** Where the next bytes will come from. */
  break: number
}

/** A heap as it was, by its extents. */
export type HeapContents = readonly { readonly extent: Extent; readonly bytes: Uint8Array }[]

export class Heap {
  readonly #space: AddressSpace
  #extents: Extent[] = []

  constructor(space: AddressSpace) {
    this.#space = space
  }

  /** The address of `increment` new bytes, which need not lie behind the last; null if there are none. */
  sbrk(increment: number): number | null {
    const last = this.#extents.at(-1)
    if (last && (last.break + increment <= last.end || this.#space.extend(last, wholeGrains(last.break + increment - last.end))))
      return taken(last, increment)
    // malloc that gets a new piece when it wanted to go on in the last one asks for more at once: as much as it had left there at most,
    // which must lie right behind. Nothing has to be left in the parent's, whose last piece is smaller than a grain.
    const spare = last ? last.end - last.start : GRAIN
    const piece = this.#space.allocate(wholeGrains(increment + spare))
    if (!piece) return null
    const extent = Object.assign(piece, { break: piece.start })
    this.#extents.push(extent)
    return taken(extent, increment)
  }

  capture(memory: WebAssembly.Memory): HeapContents {
    return this.#extents.map((extent) => ({
      extent: { ...extent },
      bytes: new Uint8Array(memory.buffer).slice(extent.start, extent.break),
    }))
  }

  /** All its addresses must be free. */
  restore(memory: WebAssembly.Memory, contents: HeapContents): void {
    this.#extents = contents.map(({ extent, bytes }) => {
      const piece = this.#space.reserve(extent)
      new Uint8Array(memory.buffer).set(bytes, extent.start)
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
