/**
 * One process of the server: its image, its alarm, the signals it has yet to see and the bytes to and from its client.
 */
import type { Task } from '../../scheduling/task.ts'
import type { Heap } from './heap.ts'
import { Image } from './image.ts'
import { SendBuffer } from './send-buffer.ts'

/** Signals by the numbers PostgreSQL's build uses (musl's). */
export const SIGNAL = { HUP: 1, INT: 2, USR1: 10, ALRM: 14, TERM: 15, URG: 23 } as const

/** Sessions know it, as the process that they signal when the configuration is to be reloaded; the first process has the next pid. */
export const POSTMASTER_PID = 99

/** Exit statuses that no process of PostgreSQL has when it ends by itself: it was killed, or it crashed. */
export const KILLED = 9
export const CRASHED = 11

/** The protocol's code of Terminate. */
const TERMINATE = 'X'.charCodeAt(0)

export class Process {
  readonly pid: number
  image = new Image()
  /** What it has allocated since its fork; null: nothing yet, or it is the postmaster, whose children have all that it has. */
  heap: Heap | null = null
  /** Whose copy it begins as; null once it has. */
  parent: Process | null
  /** When SIGALRM is due, in milliseconds on the clock. */
  alarm = Number.POSITIVE_INFINITY
  readonly signals: number[] = []
  /** Its latch was set by another process. */
  awakened = false
  /** Null while it lives. */
  exitStatus: number | null = null
  /** It has yet to enter its main loop, and what its client has sent for that waits. */
  isStarting = true
  /** Its client reads only when all has been sent, so that nothing may hold it up. */
  isReadAtTheEnd = false
  /** It has sent something to a client that is gone, which is answered by a reset: nothing can be sent any more. */
  isReset = false
  /** What it is doing, where processes take turns; null while it waits for its client. */
  task: Task | null = null
  /** It is suspended until its client sends more, or reads. */
  waitsForClient: 'to send' | 'to read' | null = null
  /** Called when it waits for its client no more. */
  onReady: () => void = () => {}
  readonly #input: Uint8Array[] = []
  #clientIsGone = false
  readonly #output: Uint8Array[] = []
  readonly #sendBuffer = new SendBuffer()

  constructor(pid: number, parent: Process | null = null) {
    this.pid = pid
    this.parent = parent
  }

  get alive(): boolean {
    return this.exitStatus === null
  }
  get crashed(): boolean {
    return this.exitStatus === CRASHED || this.exitStatus === KILLED
  }

  feed(bytes: Uint8Array): void {
    this.#input.push(bytes)
    if (this.waitsForClient === 'to send') this.onReady()
  }
  /** The client closes its end. */
  disconnect(): void {
    this.#clientIsGone = true
    if (this.waitsForClient) this.onReady()
  }
  get clientIsGone(): boolean {
    return this.#clientIsGone
  }
  /** There is something to read, if only the end of the stream. */
  get hasInput(): boolean {
    return this.#input.length > 0 || this.#clientIsGone
  }
  /** What is to be read next ends the session. */
  get isEnding(): boolean {
    const [first] = this.#input
    return first ? first[0] === TERMINATE : this.#clientIsGone
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

  /** Can send without waiting: see poll(). */
  get isWritable(): boolean {
    return this.#sendBuffer.isWritable || this.#clientIsGone
  }
  /** How many of so many bytes can be sent without waiting. */
  room(length: number): number {
    return this.#clientIsGone || this.isReadAtTheEnd ? length : this.#sendBuffer.take(length)
  }
  write(bytes: Uint8Array): void {
    this.isReset = this.#clientIsGone
    this.#output.push(bytes)
    this.#sendBuffer.sent(bytes.length)
  }
  /** The client has read so many bytes. */
  clientRead(length: number): void {
    this.#sendBuffer.read(length)
    if (this.waitsForClient === 'to read' && this.isWritable) this.onReady()
  }
  /** What was written since the last call. */
  takeOutput(): Uint8Array[] {
    return this.#output.splice(0)
  }
}
