/** One process of the server: its image, its alarm and pending signals, and the bytes to and from its client. */
import type { Task } from '../../scheduling/task.ts'
import { ByteQueue } from '../../wire/byte-queue.ts'
import type { Heap } from './heap.ts'
import { Image } from './image.ts'
import { SendBuffer } from './send-buffer.ts'

/** Signals by their numbers in musl, with which PGlite is built. */
export const SIGNAL = { HUP: 1, INT: 2, USR1: 10, ALRM: 14, TERM: 15, URG: 23 } as const

/** Sessions signal it when the configuration is to be reloaded. */
export const POSTMASTER_PID = 99

/** Exit statuses of processes that did not exit by themselves; PostgreSQL uses neither. */
export const KILLED = 9
export const CRASHED = 11

/** The protocol's code of Terminate. */
const TERMINATE = 'X'.charCodeAt(0)

export class Process {
  readonly pid: number
  image = new Image()
  /** What it has allocated since its fork; null: nothing yet, or it is the postmaster, whose children have all that it has. */
  heap: Heap | null = null
  /** The process of which it begins as a copy; null once it has begun. */
  parent: Process | null
  /** When its timer raises SIGALRM, in milliseconds on the clock. */
  alarm = Number.POSITIVE_INFINITY
  /** Sent to it and not yet delivered. */
  readonly signals: number[] = []
  /** Another process has set its latch. */
  latchIsSet = false
  /** Null while it lives. */
  exitStatus: number | null = null
  /** It has yet to enter its main loop, and what its client has sent for that waits. */
  isStarting = true
  /** Its client reads only after all has been sent, so that its sends must never wait. */
  hasUnlimitedBuffer = false
  /** It has sent something to a client that is gone, and the answer was a reset: further sends fail. */
  isReset = false
  /** What it executes; null while it is idle, that is, waits for its client's next command. */
  task: Task | null = null
  /** It is suspended in the middle of a command until its client sends more, or reads. */
  waitsForClient: 'to send' | 'to read' | null = null
  /** Called when its client has done so. */
  onReady: () => void = () => {}
  /** Called when it has read something that its client sent. */
  onRead: () => void = () => {}
  /** What its client has sent and it has yet to read: each piece is a message. */
  readonly #input = new ByteQueue()
  #inputHasEnded = false
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
  /** The client will send nothing more, but may read. */
  endInput(): void {
    this.#inputHasEnded = true
    if (this.waitsForClient) this.onReady()
  }
  /** The client closes its end. */
  disconnect(): void {
    this.#clientIsGone = true
    this.endInput()
  }
  /** It reads no more, whatever its client sends. */
  hangUp(): void {
    this.#input.clear()
    this.#inputHasEnded = true
    this.onRead()
  }
  get inputHasEnded(): boolean {
    return this.#inputHasEnded
  }
  /** How many bytes its client has sent that it has yet to read. */
  get unread(): number {
    return this.#input.length
  }
  /** There is something to read, if only the end of the stream. */
  get hasInput(): boolean {
    return this.#input.length > 0 || this.#inputHasEnded
  }
  /** What it reads next ends the session. */
  get isEnding(): boolean {
    const { first } = this.#input
    return first ? first[0] === TERMINATE : this.#inputHasEnded
  }
  /** Fills as much of `into` as there is input for; 0 is the end of the stream. */
  read(into: Uint8Array): number {
    // The kernel looks for what ends the session before it is read. What follows a password is not for whoever reads that
    const length = this.#input.read(into, (piece) => this.isStarting || piece[0] === TERMINATE)
    if (length > 0) this.onRead()
    return length
  }

  /** poll() reports the socket as writable. */
  get isWritable(): boolean {
    return this.#sendBuffer.isWritable || this.#clientIsGone
  }
  /** How many of so many bytes can be sent without waiting. */
  room(length: number): number {
    return this.#clientIsGone || this.hasUnlimitedBuffer ? length : this.#sendBuffer.take(length)
  }
  write(bytes: Uint8Array): void {
    this.isReset = this.#clientIsGone
    this.#output.push(bytes)
    this.#sendBuffer.unread += bytes.length
  }
  /** The client has read so many bytes. */
  clientRead(length: number): void {
    this.#sendBuffer.unread -= length
    if (this.waitsForClient === 'to read' && this.isWritable) this.onReady()
  }
  /** What it has written since the last call. */
  takeOutput(): Uint8Array[] {
    return this.#output.splice(0)
  }
}
