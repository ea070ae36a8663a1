/** One process of the server: its image, its alarm, the signals it has yet to see and the bytes to and from its client. */
import { Image } from './image.ts'

/** Signals by the numbers PostgreSQL's build uses (musl's). */
export const SIGNAL = { INT: 2, USR1: 10, ALRM: 14, TERM: 15, URG: 23 } as const

export class Process {
  readonly pid: number
  readonly image = new Image()
  /** When SIGALRM is due, in milliseconds on the clock. */
  alarm = Number.POSITIVE_INFINITY
  readonly signals: number[] = []
  /** Its latch was set by another process. */
  awakened = false
  /** Null while it lives. */
  exitStatus: number | null = null
  readonly #input: Uint8Array[] = []
  readonly #output: Uint8Array[] = []

  constructor(pid: number) {
    this.pid = pid
  }

  get alive(): boolean {
    return this.exitStatus === null
  }

  feed(bytes: Uint8Array): void {
    this.#input.push(bytes)
  }
  get hasInput(): boolean {
    return this.#input.length > 0
  }
  /** Fills as much of `into` as there is input for; 0 is the end of the stream. */
  read(into: Uint8Array): number {
    const [first] = this.#input
    if (!first) return 0
    const length = Math.min(into.length, first.length)
    into.set(first.subarray(0, length))
    if (length === first.length) this.#input.shift()
    else this.#input[0] = first.subarray(length)
    return length
  }

  write(bytes: Uint8Array): void {
    this.#output.push(bytes)
  }
  /** What was written since the last call. */
  takeOutput(): Uint8Array[] {
    return this.#output.splice(0)
  }
}
