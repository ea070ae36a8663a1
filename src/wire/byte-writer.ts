/** Builds one message; its length is filled in last. */
import { ProtocolError } from './protocol-error.ts'

const utf8 = new TextEncoder()

export class ByteWriter {
  #bytes = new Uint8Array(64)
  #view = new DataView(this.#bytes.buffer)
  #at = 0
  readonly #lengthAt: number

  /** Without a code: a packet of the start-up. */
  constructor(code?: string) {
    if (code !== undefined) this.uint8(code.charCodeAt(0))
    this.#lengthAt = this.#at
    this.int32(0)
  }

  uint8(value: number): this {
    const at = this.#grow(1)
    this.#view.setUint8(at, value)
    return this
  }

  int16(value: number): this {
    const at = this.#grow(2)
    this.#view.setInt16(at, value)
    return this
  }

  /** Signed and unsigned: both have the same bits. */
  int32(value: number): this {
    const at = this.#grow(4)
    this.#view.setInt32(at, value)
    return this
  }

  bytes(value: Uint8Array): this {
    const at = this.#grow(value.length)
    this.#bytes.set(value, at)
    return this
  }

  text(value: string): this {
    // Sent as it is, the zero would end the text early and the rest would be taken for other fields.
    if (value.includes('\0')) throw new ProtocolError('Text with a zero byte cannot be sent', this.#at)
    return this.bytes(utf8.encode(value)).uint8(0)
  }

  /** One text of a list that an empty text ends. */
  listedText(value: string): this {
    if (value === '') throw new ProtocolError('An empty text would end the list', this.#at)
    return this.text(value)
  }

  value(value: Uint8Array | null): this {
    return value === null ? this.int32(-1) : this.int32(value.length).bytes(value)
  }

  list<T>(items: readonly T[], write: (item: T) => void): this {
    if (items.length > 0xffff) throw new ProtocolError(`${items.length} items do not fit a 16-bit count`, this.#at)
    this.int16(items.length)
    items.forEach(write)
    return this
  }

  finish(): Uint8Array {
    this.#view.setInt32(this.#lengthAt, this.#at - this.#lengthAt)
    return this.#bytes.slice(0, this.#at)
  }

  /** Makes room and says where it is. Call it first: it may replace the buffer. */
  #grow(length: number): number {
    const start = this.#at
    this.#at += length
    if (this.#at > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#at, 2 * this.#bytes.length))
      larger.set(this.#bytes)
      this.#bytes = larger
      this.#view = new DataView(larger.buffer)
    }
    return start
  }
}
