/**
 * The buffers of a TCP connection, with what one end has sent and the other has not yet read. They are finite: a client that does not read
 * makes its backend wait, and a backend that does not read makes its client wait.
 */

/**
 * In bytes, as on Linux's loopback interface with the default settings: a PostgreSQL 18 whose client did not read had to wait after 3.97 to
 * 4.02 MB. When a signal made it try again, it could send more, up to 4.26 MB in all.
 * The same held for a client whose backend had been stopped.
 */
const CAPACITY = 4_000_000
const CAPACITY_WHEN_RETRIED = 4_250_000
/** poll() reports that one can send when a third is free. */
const LOW_WATER = (CAPACITY * 2) / 3

export class SendBuffer {
  #unread = 0
  /** A send has failed, and the other end has not read enough since. */
  #wasFull = false

  /** How many bytes have been sent and not yet read. */
  get unread(): number {
    return this.#unread
  }
  set unread(length) {
    this.#unread = length
    if (this.isWritable) this.#wasFull = false
  }

  /** How many of `length` bytes can be sent now. */
  take(length: number): number {
    const room = (this.#wasFull ? CAPACITY_WHEN_RETRIED : CAPACITY) - this.#unread
    if (room <= 0) this.#wasFull = true
    return Math.max(0, Math.min(room, length))
  }

  get isWritable(): boolean {
    return this.#unread <= LOW_WATER
  }
}
