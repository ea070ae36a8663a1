/** Text or binary: a number on the wire. */
import type { ByteReader } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import type { Format } from './messages.ts'
import { ProtocolError } from './protocol-error.ts'

/** Two bytes wide, but for the one that speaks for a whole COPY. */
export function readFormat(body: ByteReader, width: 1 | 2 = 2): Format {
  const { offset } = body
  const code = width === 1 ? body.uint8('a format') : body.int16('a format')
  if (code === 0) return 'text'
  if (code === 1) return 'binary'
  throw new ProtocolError(`A format is 0 (text) or 1 (binary), not ${code}`, offset)
}

export function readFormats(body: ByteReader, what: string): Format[] {
  return body.list(what, () => readFormat(body))
}

export function formatCode(format: Format): number {
  return format === 'text' ? 0 : 1
}

export function writeFormats(body: ByteWriter, formats: readonly Format[]): ByteWriter {
  return body.list(formats, (format) => body.int16(formatCode(format)))
}
