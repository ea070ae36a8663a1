/** Where messages begin and end, found from their lengths alone. */
import { ByteReader } from './byte-reader.ts'
import { ProtocolError } from './protocol-error.ts'

export interface Frame {
  readonly code: string
  readonly offset: number
  /** Of the whole message: its code, its length and what follows. */
  readonly length: number
}

/** PostgreSQL's own limit: what it can allocate at once. A larger length means that the stream is out of step. */
const LONGEST_MESSAGE = 0x3ffffffe

/**
 * Walks the typed messages in `bytes` without decoding them. Stops before a message that is cut off, as servers flush their
 * buffers in the middle of messages, and returns the offset where it begins.
 */
export function* frames(bytes: Uint8Array, start = 0): Generator<Frame, number, undefined> {
  let offset = start
  for (;;) {
    const length = messageLength(bytes, offset)
    if (length === undefined || offset + length > bytes.length) return offset
    yield { code: codeAt(bytes, offset), offset, length }
    offset += length
  }
}

/** The length of the whole typed message at `offset`, or undefined if too little of it is there to say. */
export function messageLength(bytes: Uint8Array, offset: number, end = bytes.length): number | undefined {
  if (end - offset < 5) return undefined
  const length = int32At(bytes, offset + 1)
  if (length < 4 || length > LONGEST_MESSAGE) {
    throw new ProtocolError(`A message cannot have the length ${length}`, offset + 1)
  }
  return 1 + length
}

/** Splits a whole message into its code and a reader set to what follows the length. */
export function openMessage(message: Uint8Array): { code: string; body: ByteReader } {
  const length = messageLength(message, 0)
  if (length === undefined) throw new ProtocolError('The message ends inside its code and length', message.length)
  if (length !== message.length) {
    throw new ProtocolError(`The message says it has ${length} bytes, and has ${message.length}`, 1)
  }
  return { code: codeAt(message, 0), body: new ByteReader(message, 5) }
}

export function codeAt(bytes: Uint8Array, offset: number): string {
  return String.fromCharCode(bytes[offset]!)
}

/** By hand, as a DataView for every frame would cost more than the frame. */
export function int32At(bytes: Uint8Array, offset: number): number {
  return (bytes[offset]! << 24) | (bytes[offset + 1]! << 16) | (bytes[offset + 2]! << 8) | bytes[offset + 3]!
}

/** For error messages: letters as they are, anything else as a number. */
export function nameCode(code: string): string {
  return /^[!-~]$/.test(code) ? `"${code}"` : `0x${code.charCodeAt(0).toString(16).padStart(2, '0')}`
}
