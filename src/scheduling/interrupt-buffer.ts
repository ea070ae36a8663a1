/**
 * Requests to stop, counted in memory that another thread writes to: they reach a thread that hears nothing while it works or sleeps.
 */
export class Interrupts {
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

  /** As `pending`, and done with. */
  take(): boolean {
    const pending = this.pending
    this.#seen = Atomics.load(this.#cell, 0)
    return pending
  }

  /** Sleeps for at most so many milliseconds, until there is a request. */
  sleep(milliseconds: number): void {
    Atomics.wait(this.#cell, 0, this.#seen, milliseconds)
  }
}
