/** Parts of the memory as values. Most of what PostgreSQL reserves stays zero: that is not kept. */
import { PAGE } from './shadow-memory.ts'

export interface Range {
  readonly start: number
  readonly end: number
}

export interface Part {
  readonly at: number
  readonly bytes: Uint8Array
}

/** The pages of a range that are not all zeros, as they are in memory. Both ends are multiples of 4. */
function* usedPages(memory: WebAssembly.Memory, { start, end }: Range): Generator<Part> {
  const words = new Int32Array(memory.buffer)
  for (let at = start; at < end; at += PAGE) {
    const size = Math.min(PAGE, end - at)
    let word = at / 4
    while (word < (at + size) / 4 && words[word] === 0) word++
    if (word < (at + size) / 4) yield { at, bytes: new Uint8Array(memory.buffer, at, size) }
  }
}

export function captureRange(memory: WebAssembly.Memory, range: Range): readonly Part[] {
  return [...usedPages(memory, range)].map(({ at, bytes }) => ({ at, bytes: bytes.slice() }))
}

/** Makes the range what it was when `parts` of it were captured. Pages that are zero before and after are not touched, and use no memory. */
export function restoreRange(memory: WebAssembly.Memory, range: Range, parts: readonly Part[]): void {
  for (const { bytes } of usedPages(memory, range)) bytes.fill(0)
  writeParts(memory, parts)
}

export function writeParts(memory: WebAssembly.Memory, parts: readonly Part[]): void {
  const bytes = new Uint8Array(memory.buffer)
  for (const part of parts) bytes.set(part.bytes, part.at)
}
