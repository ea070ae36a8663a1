/** A range of memory goes back to what it was, whatever has been written to it, and what was zero is kept nowhere. */
import { expect, test } from 'vitest'
import { captureRange, restoreRange } from '../../../../src/postgres/machine/memory-parts.ts'
import { PAGE } from '../../../../src/postgres/machine/page-scanner.ts'
import { scanned } from '../../../fixtures/scanned-memory.ts'

const range = { start: 2 * PAGE + 8, end: 6 * PAGE + 100 }

test('only pages with something in them are kept, the last of them shorter', () => {
  const memory = new WebAssembly.Memory({ initial: 1 })
  const bytes = new Uint8Array(memory.buffer)
  bytes[range.start - 1] = 1
  bytes[range.start + PAGE - 1] = 2
  bytes[range.end - 1] = 3
  bytes[range.end] = 4
  const parts = captureRange(scanned(memory), range)
  expect(parts.map(({ at, bytes: { length } }) => [at, length])).toEqual([
    [range.start, PAGE],
    [range.start + 4 * PAGE, 92],
  ])
  expect([parts[0]!.bytes.at(-1), parts[1]!.bytes.at(-1)]).toEqual([2, 3])
})

test('what has changed is as before, and what lies around the range is left alone', () => {
  const memory = new WebAssembly.Memory({ initial: 1 })
  const bytes = new Uint8Array(memory.buffer)
  for (let at = range.start + PAGE; at < range.start + 2 * PAGE; at++) bytes[at] = at
  const before = bytes.slice()
  const parts = captureRange(scanned(memory), range)
  bytes.fill(7)
  restoreRange(scanned(memory), range, parts)
  expect(bytes.subarray(range.start, range.end)).toEqual(before.subarray(range.start, range.end))
  expect(bytes.subarray(0, range.start).every((byte) => byte === 7)).toBe(true)
  expect(bytes.subarray(range.end).every((byte) => byte === 7)).toBe(true)
})
