/** A zip archive of some texts, stored as they are. Pure: the same texts make the same bytes. */
import { crc32 } from './crc32.ts'

/** Version 2.0 of the format, names in UTF-8, not compressed, midnight of 1 January 1980. */
const common = [20, 0x0800, 0, 0, 0x0021]

function record(first: number, shorts: readonly number[], longs: readonly number[], rest: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + 2 * shorts.length + 4 * longs.length + 2 * rest.length)
  const view = new DataView(bytes.buffer)
  let at = 0
  const long = (value: number) => {
    view.setUint32(at, value, true)
    at += 4
  }
  const short = (value: number) => {
    view.setUint16(at, value, true)
    at += 2
  }
  long(first)
  shorts.forEach(short)
  longs.forEach(long)
  rest.forEach(short)
  return bytes
}

const lengthOf = (parts: readonly Uint8Array[]) => parts.reduce((sum, { length }) => sum + length, 0)

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(lengthOf(parts))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

export function zip(files: ReadonlyMap<string, string>): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder()
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let at = 0
  for (const [fileName, text] of files) {
    const [name, body] = [encoder.encode(fileName), encoder.encode(text)]
    const longs = [crc32(body), body.length, body.length]
    const file = [record(0x04034b50, common, longs, [name.length, 0]), name, body]
    // No extra field and no comment, on the first disk, of no special kind; then where the file begins
    directory.push(record(0x02014b50, [20, ...common], longs, [name.length, 0, 0, 0, 0, 0, 0]), record(at, [], [], []), name)
    parts.push(...file)
    at += lengthOf(file)
  }
  const end = record(0x06054b50, [0, 0, files.size, files.size], [lengthOf(directory), at], [0])
  return joined([...parts, ...directory, end])
}
