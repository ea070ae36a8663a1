/** Cuts a stream, which arrives in pieces of any size, into whole messages. */
import { AUTHENTICATION, BACKEND_CODES, FRONTEND_CODES, LONG_FRONTEND_CODES } from './codes.ts'
import { codeAt, messageLength, nameCode } from './frames.ts'
import { ProtocolError } from './protocol-error.ts'
import { opensSession, startUpPacketLength } from './start-up-packet.ts'

export type Side = 'backend' | 'frontend'

/** With its code. PostgreSQL takes no more of messages that have hardly any content, so that a client cannot make it wait for much. */
const LONGEST_SHORT_MESSAGE = 1 + 10_000

export interface Split {
  /** null: a packet of the start-up, for `decodeStartUpPacket`. */
  readonly code: string | null
  /** The whole message; they stay as they are when more arrive. */
  readonly bytes: Uint8Array
}

const CODES: Readonly<Record<Side, ReadonlySet<string>>> = {
  backend: new Set([AUTHENTICATION, ...Object.values(BACKEND_CODES)]),
  frontend: new Set(Object.values(FRONTEND_CODES)),
}

/**
 * `side` is whose words these are. A client's first packets have no code; the splitter knows which come next.
 * The server's one-byte answer to SSLRequest or GSSENCRequest is no message: who asked must take it off first.
 */
export class Splitter {
  readonly #side: Side
  #startingUp: boolean
  #buffer = new Uint8Array(0)
  #start = 0
  #end = 0
  /** Bytes handed out so far, so that errors can be placed in the stream. */
  #consumed = 0

  constructor(side: Side) {
    this.#side = side
    this.#startingUp = side === 'frontend'
  }

  /** Bytes of a message that has not come whole; not 0 at the end of the stream means that it was cut off. */
  get unfinished(): number {
    return this.#end - this.#start
  }

  /** Keeps a copy of `chunk` at once, and hands out messages as they are asked for: those before a broken one are not lost. */
  push(chunk: Uint8Array): Generator<Split, void, undefined> {
    this.#append(chunk)
    return this.#take()
  }

  *#take(): Generator<Split, void, undefined> {
    for (;;) {
      const length = this.#nextLength()
      if (length === undefined || length > this.unfinished) return
      const bytes = this.#buffer.subarray(this.#start, this.#start + length)
      const code = this.#startingUp ? null : codeAt(bytes, 0)
      if (code === null) this.#startingUp = !opensSession(bytes)
      this.#start += length
      this.#consumed += length
      yield { code, bytes }
    }
  }

  #nextLength(): number | undefined {
    if (this.unfinished === 0) return undefined
    try {
      if (this.#startingUp) return startUpPacketLength(this.#buffer, this.#start, this.#end)
      const code = codeAt(this.#buffer, this.#start)
      if (!CODES[this.#side].has(code)) {
        throw new ProtocolError(`No message from the ${this.#side} has the code ${nameCode(code)}`, this.#start)
      }
      const length = messageLength(this.#buffer, this.#start, this.#end)
      if (this.#side === 'frontend' && length !== undefined && length > LONGEST_SHORT_MESSAGE && !LONG_FRONTEND_CODES.has(code)) {
        throw new ProtocolError(`A message with the code ${nameCode(code)} cannot have the length ${length - 1}`, this.#start + 1)
      }
      return length
    } catch (error) {
      throw error instanceof ProtocolError ? error.moved(this.#consumed - this.#start) : error
    }
  }

  /** Never writes over bytes that were handed out: a full buffer is replaced, not reused. */
  #append(chunk: Uint8Array): void {
    const live = this.unfinished
    if (live === 0) {
      // Not slice(), which makes no copy of Node's kind of bytes.
      this.#buffer = new Uint8Array(chunk)
      this.#start = 0
      this.#end = chunk.length
      return
    }
    if (this.#end + chunk.length > this.#buffer.length) {
      // Doubled, so that a large message in small pieces is copied a few times and not once a piece.
      const larger = new Uint8Array(Math.max(live + chunk.length, 2 * live))
      larger.set(this.#buffer.subarray(this.#start, this.#end))
      this.#buffer = larger
      this.#start = 0
      this.#end = live
    }
    this.#buffer.set(chunk, this.#end)
    this.#end += chunk.length
  }
}
