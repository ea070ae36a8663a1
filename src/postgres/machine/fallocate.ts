/** posix_fallocate(). Emscripten's makes a copy of the whole file each time, and COPY has PostgreSQL call it for every 512 kB of a table. */
import type { FileSystem } from './emscripten.ts'

const ZERO = new Uint8Array(1)

/** Makes the open file reach to `end` at least, filled with zeros. Writing leaves it room to grow: it is copied only now and then. */
export function fallocate(fs: FileSystem, descriptor: number, end: number): void {
  const stream = fs.streams[descriptor]!
  if (end > stream.node.usedBytes) fs.write(stream, ZERO, 0, 1, end - 1)
}
