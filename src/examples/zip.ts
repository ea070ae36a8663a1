/** A zip archive of some texts, stored as they are. Pure: the same texts make the same bytes. */
import { crc32 } from 'node:zlib'

/** Version 2.0 of the format, names in UTF-8, not compressed, midnight of 1 January 1980. */
const common = [20, 0x0800, 0, 0, 0x0021]

function record(first: number, shorts: readonly number[], longs: readonly number[], rest: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 + 2 * shorts.length + 4 * longs.length + 2 * rest.length)
  let at = bytes.writeUInt32LE(first)
  for (const value of shorts) at = bytes.writeUInt16LE(value, at)
  for (const value of longs) at = bytes.writeUInt32LE(value, at)
  for (const value of rest) at = bytes.writeUInt16LE(value, at)
  return bytes
}

export function zip(files: ReadonlyMap<string, string>): Buffer<ArrayBuffer> {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [fileName, text] of files) {
    const [name, body] = [Buffer.from(fileName), Buffer.from(text)]
    const longs = [crc32(body), body.length, body.length]
    const file = Buffer.concat([record(0x04034b50, common, longs, [name.length, 0]), name, body])
    // No extra field and no comment, on the first disk, of no special kind; then where the file begins
    directory.push(record(0x02014b50, [20, ...common], longs, [name.length, 0, 0, 0, 0, 0, 0]), offset(at), name)
    parts.push(file)
    at += file.length
  }
  const index = Buffer.concat(directory)
  const end = record(0x06054b50, [0, 0, files.size, files.size], [index.length, at], [0])
  return Buffer.concat([...parts, index, end])
}

const offset = (at: number) => record(at, [], [], [])
