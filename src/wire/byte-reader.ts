/** Reads the protocol's data types from one message, and never past its end. */
import { ProtocolError } from './protocol-error.ts'

// Lenient, as the bytes are in whatever client_encoding says; a text we cannot read is still a well-formed message.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** Every read is told what it reads, so that a failure can say so. */
export class ByteReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at: number

  constructor(bytes: Uint8Array, start = 0) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#at = start
  }

  get offset(): number {
    return this.#at
  }

  get remaining(): number {
    return this.#bytes.length - this.#at
  }

  uint8(what: string): number {
    return this.#view.getUint8(this.#take(1, what))
  }

  int16(what: string): number {
    return this.#view.getInt16(this.#take(2, what))
  }

  /** Counts are unsigned: Bind may carry 65535 values. */
  uint16(what: string): number {
    return this.#view.getUint16(this.#take(2, what))
  }

  int32(what: string): number {
    return this.#view.getInt32(this.#take(4, what))
  }

  uint32(what: string): number {
    return this.#view.getUint32(this.#take(4, what))
  }

  /** A view, not a copy. */
  bytes(length: number, what: string): Uint8Array {
    const start = this.#take(length, what)
    return this.#bytes.subarray(start, start + length)
  }

  rest(): Uint8Array {
    return this.bytes(this.remaining, 'the rest')
  }

  /** Text that ends with a zero byte. */
  text(what: string): string {
    const start = this.#at
    const end = this.#bytes.indexOf(0, start)
    if (end < 0) throw new ProtocolError(`No zero byte ends ${what}`, start)
    this.#at = end + 1
    return utf8.decode(this.#bytes.subarray(start, end))
  }

  /** Texts up to an empty one, which ends the list. */
  texts(what: string): string[] {
    const all: string[] = []
    for (let text = this.text(what); text !== ''; text = this.text(what)) all.push(text)
    return all
  }

  /** A value behind its length; the length -1 means NULL. */
  value(what: string): Uint8Array | null {
    const length = this.int32(`the length of ${what}`)
    if (length < -1) throw new ProtocolError(`The length of ${what} is ${length}`, this.#at - 4)
    return length === -1 ? null : this.bytes(length, what)
  }

  /** Items behind their 16-bit count. */
  list<T>(what: string, item: (index: number) => T): T[] {
    const count = this.uint16(`the number of ${what}`)
    const all: T[] = []
    // Not Array.from({ length }): a lying count must fail at the first missing item, not allocate first.
    for (let index = 0; index < count; index++) all.push(item(index))
    return all
  }

  /** The message must be used up: left-over bytes mean that we misread it. */
  end(): void {
    if (this.remaining > 0) throw new ProtocolError(`Bytes left over at the end of the message: ${this.remaining}`, this.#at)
  }

  #take(length: number, what: string): number {
    if (length > this.remaining) {
      throw new ProtocolError(`The message ends inside ${what}: ${length} bytes needed, ${this.remaining} there`, this.#at)
    }
    const start = this.#at
    this.#at += length
    return start
  }
}
