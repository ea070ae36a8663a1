/**
 * What a process has sent and its client has not yet read: the buffers of a TCP connection, which are finite, so that a client who does not
 * read holds its backend up.
 */

/**
 * In bytes, as Linux has it with its own settings on the loopback interface: a PostgreSQL 18 whose client did not read was held up after
 * 3.97 to 4.02 MB, and had sent up to 4.26 MB where a signal had made it try again.
 */
const CAPACITY = 4_000_000
const CAPACITY_LATER = 4_250_000
/** Who polls is told that he can send when a third is free. */
const LOW_WATER = (CAPACITY * 2) / 3

export class SendBuffer {
  #unread = 0
  /** A send was refused, and the client has not read enough since. */
  #wasFull = false

  /** How many of `length` bytes can be sent now. */
  take(length: number): number {
    const room = (this.#wasFull ? CAPACITY_LATER : CAPACITY) - this.#unread
    if (room <= 0) this.#wasFull = true
    return Math.max(0, Math.min(room, length))
  }

  sent(length: number): void {
    this.#unread += length
  }

  /** The client has read so many bytes. */
  read(length: number): void {
    this.#unread -= length
    if (this.isWritable) this.#wasFull = false
  }

  get isWritable(): boolean {
    return this.#unread <= LOW_WATER
  }
}
