/**
 * The addresses above the memory that a process has from its fork. Pieces are allocated to processes and freed, as by an operating system's
 * mmap() and munmap(). No two processes have the same address here, so that a switch between them has nothing to copy.
 *
 * What is in a piece is what somebody has left there: malloc promises nothing else, and calloc clears what it gives. Clearing all of it here
 * would take milliseconds, in which nothing could be cancelled.
 */

export interface Piece {
  readonly start: number
  end: number
}

export class AddressSpace {
  readonly start: number
  /** In the order of their addresses; no two touch. */
  #free: Piece[]

  constructor(start: number, end: number) {
    this.start = start
    this.#free = [{ start, end }]
  }

  /** A piece of `size` bytes; null if there is none so large. */
  allocate(size: number): Piece | null {
    const from = this.#free.find(({ start, end }) => end - start >= size)
    return from ? this.#take(from, from.start, size) : null
  }

  /** Makes the piece longer by `size` bytes, if those behind it are free. */
  extend(piece: Piece, size: number): boolean {
    const next = this.#free.find(({ start, end }) => start === piece.end && end - start >= size)
    if (!next) return false
    piece.end = this.#take(next, next.start, size).end
    return true
  }

  /** Exactly this piece, which must be free. */
  reserve({ start, end }: Piece): Piece {
    const from = this.#free.find((free) => free.start <= start && free.end >= end)
    if (!from) throw new Error(`the addresses from ${start} to ${end} are not free`)
    return this.#take(from, start, end - start)
  }

  free({ start, end }: Piece): void {
    const free = [...this.#free, { start, end }].sort((one, other) => one.start - other.start)
    this.#free = []
    for (const piece of free) {
      const last = this.#free.at(-1)
      if (last?.end === piece.start) last.end = piece.end
      else this.#free.push(piece)
    }
  }

  #take(from: Piece, start: number, size: number): Piece {
    const end = start + size
    const rest = [
      { start: from.start, end: start },
      { start: end, end: from.end },
    ]
    this.#free.splice(this.#free.indexOf(from), 1, ...rest.filter((piece) => piece.end > piece.start))
    return { start, end }
  }
}
