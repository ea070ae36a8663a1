/** Bytes that wait to be read, in the pieces in which they came. Reading takes time for what is read, however much waits behind it. */
export class ByteQueue {
  #pieces: Uint8Array[] = []
  /** Pieces before this one have been read. */
  #head = 0
  #length = 0

  /** In bytes. */
  get length(): number {
    return this.#length
  }

  /** The piece to be read next, or what is left of it. */
  get first(): Uint8Array | undefined {
    return this.#pieces[this.#head]
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    this.#pieces.push(bytes)
    this.#length += bytes.length
  }

  /** Fills as much of `into` as there is, up to the first piece that `stopsAt`, but at least with one; how many bytes that were. */
  read(into: Uint8Array, stopsAt: (piece: Uint8Array) => boolean = () => false): number {
    let filled = 0
    for (let first = this.first; first && filled < into.length && (filled === 0 || !stopsAt(first)); first = this.first) {
      const taken = first.subarray(0, into.length - filled)
      into.set(taken, filled)
      filled += taken.length
      this.#drop(taken.length)
    }
    return filled
  }

  /** At most so many bytes, in one piece: without copying, if they came in one. */
  take(most: number): Uint8Array {
    const { first } = this
    if (first && first.length >= Math.min(most, this.#length)) {
      this.#drop(Math.min(most, first.length))
      return first.subarray(0, most)
    }
    const bytes = new Uint8Array(Math.min(most, this.#length))
    this.read(bytes)
    return bytes
  }

  /** Nobody will read what is there. */
  clear(): void {
    this.#pieces = []
    this.#head = 0
    this.#length = 0
  }

  /** So many bytes of the first piece have been read. */
  #drop(length: number): void {
    const first = this.first!
    this.#length -= length
    if (length < first.length) this.#pieces[this.#head] = first.subarray(length)
    else if (++this.#head * 2 > this.#pieces.length) {
      // Moved only when that is less than what has been read
      this.#pieces = this.#pieces.slice(this.#head)
      this.#head = 0
    }
  }
}
