/** Parts of the memory as values. Most of what PostgreSQL reserves stays zero: that is not kept. */
import { PAGE, type PageScanner } from './page-scanner.ts'

export interface Range {
  readonly start: number
  readonly end: number
}

export interface Part {
  readonly at: number
  readonly bytes: Uint8Array
}

/** Who can look at its own memory. */
export interface Scanned {
  readonly memory: WebAssembly.Memory
  readonly scanner: Pick<PageScanner, 'used'>
}

/** The pages of a range that are not all zeros, as they are in memory; the last may be shorter. */
function usedPages({ memory, scanner }: Scanned, { start, end }: Range): Part[] {
  const whole = Math.floor((end - start) / PAGE)
  const part = (at: number, length: number): Part => ({ at, bytes: new Uint8Array(memory.buffer, at, length) })
  const rest = part(start + whole * PAGE, end - start - whole * PAGE)
  const used = scanner.used(start, whole).map((number) => part(start + number * PAGE, PAGE))
  return rest.bytes.some((byte) => byte !== 0) ? [...used, rest] : used
}

export function captureRange(scanned: Scanned, range: Range): readonly Part[] {
  return usedPages(scanned, range).map(({ at, bytes }) => ({ at, bytes: bytes.slice() }))
}

/** Makes the range what it was when `parts` of it were captured. Pages that are zero before and after are not touched, and use no memory. */
export function restoreRange(scanned: Scanned, range: Range, parts: readonly Part[]): void {
  const written = new Set(parts.map(({ at }) => at))
  for (const { at, bytes } of usedPages(scanned, range)) if (!written.has(at)) bytes.fill(0)
  writeParts(scanned.memory, parts)
}

export function writeParts(memory: WebAssembly.Memory, parts: readonly Part[]): void {
  const bytes = new Uint8Array(memory.buffer)
  for (const part of parts) bytes.set(part.bytes, part.at)
}
