/** Requests to stop, counted in memory that another thread writes to: they reach a thread that receives no messages because it works or sleeps. */
export class InterruptBuffer {
  readonly #cell: Int32Array
  #seen: number

  /** `cell` must be in shared memory. Its first element counts. */
  constructor(cell: Int32Array) {
    this.#cell = cell
    this.#seen = Atomics.load(cell, 0)
  }

  /** There has been a request since the last `take`. */
  get pending(): boolean {
    return Atomics.load(this.#cell, 0) !== this.#seen
  }

  /** As `pending`; the request is not pending any more. */
  take(): boolean {
    const pending = this.pending
    this.#seen = Atomics.load(this.#cell, 0)
    return pending
  }

  /** Sleeps until there is a request, for at most so many milliseconds. */
  sleep(milliseconds: number): void {
    Atomics.wait(this.#cell, 0, this.#seen, milliseconds)
  }
}
