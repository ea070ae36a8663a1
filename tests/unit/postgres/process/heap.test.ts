/** What processes allocate after their fork: no two at the same address, and all of it given back. */
import { beforeEach, expect, test } from 'vitest'
import { AddressSpace } from '../../../../src/postgres/machine/address-space.ts'
import { Heap } from '../../../../src/postgres/process/heap.ts'
import { scanned } from '../../../fixtures/scanned-memory.ts'

const MiB = 1 << 20
let memory: WebAssembly.Memory
let space: AddressSpace
beforeEach(() => {
  memory = new WebAssembly.Memory({ initial: 512 })
  space = new AddressSpace(MiB, 32 * MiB)
})
const bytes = (start: number, length: number) => new Uint8Array(memory.buffer, start, length)

test('a heap grows where it is for as long as nobody is in the way', () => {
  const heap = new Heap(space)
  const first = heap.sbrk(65536)!
  let end = first + 65536
  for (let i = 0; i < 100; i++) {
    expect(heap.sbrk(65536)).toBe(end)
    end += 65536
  }
  expect(heap.size).toBe(101 * 65536)
})

test('two heaps have no address in common', () => {
  const heaps = [new Heap(space), new Heap(space)]
  const taken: { start: number; end: number }[] = []
  for (let i = 0; i < 40; i++) {
    const start = heaps[i % 2]!.sbrk(200_000)!
    for (const other of taken) expect(start >= other.end || start + 200_000 <= other.start).toBe(true)
    taken.push({ start, end: start + 200_000 })
  }
})

test('a heap that must go on elsewhere has room there for as much as it had in one piece', () => {
  const heap = new Heap(space)
  const start = heap.sbrk(65536)!
  new Heap(space).sbrk(65536) // stands in the way
  let end = start + 65536
  let next = heap.sbrk(65536)!
  while (next === end) {
    end += 65536
    next = heap.sbrk(65536)!
  }
  const before = end - start
  expect(heap.sbrk(before)).toBe(next + 65536)
})

test('when there are no addresses left the answer is null, and what was given back can be had again', () => {
  const heap = new Heap(space)
  expect(heap.sbrk(40 * MiB)).toBeNull()
  const held = heap.sbrk(20 * MiB)
  expect(held).not.toBeNull()
  expect(new Heap(space).sbrk(20 * MiB)).toBeNull()
  heap.free()
  expect(new Heap(space).sbrk(20 * MiB)).toBe(held)
})

test('a heap that was captured is restored at its addresses, and goes on from there', () => {
  const heap = new Heap(space)
  const start = heap.sbrk(65536)!
  bytes(start, 65536).fill(3)
  const contents = heap.capture(scanned(memory))
  bytes(start, 65536).fill(4)
  heap.sbrk(MiB)
  heap.free()
  const restored = new Heap(space)
  restored.restore(memory, contents)
  expect(bytes(start, 65536).every((byte) => byte === 3)).toBe(true)
  expect(restored.sbrk(8)).toBe(start + 65536)
  expect(() => new Heap(space).restore(memory, contents)).toThrow('are not free')
})
