/**
 * A Python that has started, as a file: Pyodide's own header of a snapshot, and the pages of memory that differ from what its WebAssembly
 * holds before anything has run in it. All else is there already, or zero.
 */

/** A run of pages that follow one another. */
export interface PageRun {
  /** In bytes. */
  readonly at: number
  readonly bytes: Uint8Array
}

export interface PythonImage {
  /** What Pyodide calls a snapshot, with no memory in it. */
  readonly header: Uint8Array
  readonly memoryBytes: number
  readonly runs: readonly PageRun[]
}

const PAGE = 4096
/** Of Pyodide's header (its snapshot.ts): where the number of bytes before the memory is, in words. */
const HEADER_BYTES = 1

/**
 * `snapshot` is what Pyodide's `makeMemorySnapshot` gives, `fresh` the memory of another instance. The file: the lengths of the header and
 * of the memory, and the number of runs (u32, little-endian); for each run its first page and its length in pages; the header; the pages.
 */
export function writePythonImage(snapshot: Uint8Array, fresh: Uint8Array): Uint8Array {
  const headerBytes = new DataView(snapshot.buffer, snapshot.byteOffset).getUint32(4 * HEADER_BYTES, true)
  const memory = snapshot.subarray(headerBytes)
  const runs: [first: number, pages: number][] = []
  for (let page = 0; page * PAGE < memory.length; page++) {
    const at = page * PAGE
    const bytes = memory.subarray(at, at + PAGE)
    const before = fresh.subarray(at, at + PAGE)
    if (bytes.every((byte, i) => byte === (before[i] ?? 0))) continue
    const last = runs.at(-1)
    if (last && last[0] + last[1] === page) last[1]++
    else runs.push([page, 1])
  }
  const numbers = new Uint32Array([headerBytes, memory.length, runs.length, ...runs.flat()])
  const pages = runs.map(([first, count]) => memory.subarray(first * PAGE, (first + count) * PAGE))
  return concatenated([new Uint8Array(numbers.buffer), snapshot.subarray(0, headerBytes), ...pages])
}

/** What `writePythonImage` has written. Nothing is copied. */
export function readPythonImage(image: Uint8Array): PythonImage {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength)
  let at = 0
  const next = () => {
    at += 4
    return view.getUint32(at - 4, true)
  }
  const take = (length: number) => {
    at += length
    if (at > image.length) throw new Error('The image of Python has been cut off.')
    return image.subarray(at - length, at)
  }
  const [headerBytes, memoryBytes, count] = [next(), next(), next()]
  const places = Array.from({ length: count }, () => ({ at: next() * PAGE, length: next() * PAGE }))
  const header = take(headerBytes)
  return { header, memoryBytes, runs: places.map(({ at, length }) => ({ at, bytes: take(length) })) }
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
