/** Processes as images of memory: what is a process's own, what all share, and what a fork gets. On a small machine made for this. */
import { beforeEach, expect, test } from 'vitest'
import type { Machine } from '../../../../src/postgres/machine/machine.ts'
import { Image, MemoryMap } from '../../../../src/postgres/process/image.ts'

const PAGE = 65536
const MiB = 1 << 20
/** Static variables up to here, then 8 MiB of stack, then the heap. */
const STACK = MiB
const HEAP = STACK + 8 * MiB
const SEGMENT = HEAP + PAGE
const SEGMENT_SIZE = 3 * PAGE
const CONTROL = SEGMENT + SEGMENT_SIZE + PAGE
const LIBRARIES = { start: CONTROL + 2 * PAGE + 8, end: CONTROL + 3 * PAGE }
const BREAK = CONTROL + 5 * PAGE
const SBRK = 16 // where malloc's break is kept: a static variable

let memory: WebAssembly.Memory
let machine: Machine
let map: MemoryMap
const at = (address: number) => new Uint8Array(memory.buffer)[address]
const poke = (address: number, value: number) => {
  new Uint8Array(memory.buffer)[address] = value
}
const word = (address: number, value: number) => new DataView(memory.buffer).setUint32(address, value, true)

beforeEach(() => {
  memory = new WebAssembly.Memory({ initial: 256 })
  const small = {
    memory,
    files: { streams: [{ fd: 0 }, null, { fd: 2 }] },
    conversions: { memory: LIBRARIES },
    stackPointer: HEAP - 100,
    exports: { __heap_base: { value: HEAP }, emscripten_get_sbrk_ptr: () => SBRK },
    read32: (address: number) => new DataView(memory.buffer).getUint32(address, true),
  }
  machine = small as unknown as Machine
  word(SBRK, BREAK)
  word(SEGMENT, 679834894)
  word(SEGMENT + 8, SEGMENT_SIZE)
  word(CONTROL, 0x9a503d32)
  map = new MemoryMap(machine)
})

test('private memory is all but what is shared, what is free, and the libraries of nobody', () => {
  expect(map.shared).toEqual([
    { start: SEGMENT, end: SEGMENT + SEGMENT_SIZE },
    { start: CONTROL, end: CONTROL + PAGE },
  ])
  expect(map.private()).toEqual([
    { start: 0, end: STACK },
    { start: HEAP - 100, end: HEAP },
    { start: HEAP, end: SEGMENT },
    { start: SEGMENT + SEGMENT_SIZE, end: CONTROL },
    { start: CONTROL + PAGE, end: LIBRARIES.start },
    { start: LIBRARIES.end, end: BREAK },
  ])
})

test('shared memory that is not there is said to be missing', () => {
  word(CONTROL, 0)
  expect(() => new MemoryMap(machine)).toThrow('shared memory was not found (magic 2588949810)')
})

test('loading brings back variables, stack, heap and open files, and leaves shared memory and libraries alone', () => {
  const own = [100, HEAP - 50, HEAP + 10, SEGMENT + SEGMENT_SIZE + 10, BREAK - 1]
  for (const address of own) poke(address, 1)
  const image = new Image().save(machine, map)
  const file = machine.files.streams[0]
  for (const address of [...own, SEGMENT + 100, CONTROL + 100, LIBRARIES.start + 100]) poke(address, 2)
  machine.stackPointer = HEAP - 5000
  machine.files.streams.length = 0
  image.load(machine)
  expect(own.map(at)).toEqual([1, 1, 1, 1, 1])
  expect([at(SEGMENT + 100), at(CONTROL + 100), at(LIBRARIES.start + 100)]).toEqual([2, 2, 2])
  expect(machine.stackPointer).toBe(HEAP - 100)
  expect(machine.files.streams).toEqual([{ fd: 0 }, null, { fd: 2 }])
  expect(machine.files.streams[0]).toBe(file)
})

test('a fork has the same memory, and descriptors of its own', () => {
  poke(100, 1)
  const image = new Image().save(machine, map)
  const file = machine.files.streams[0]
  poke(100, 2)
  image.fork(machine)
  expect(at(100)).toBe(1)
  expect(machine.files.streams).toEqual([{ fd: 0 }, null, { fd: 2 }])
  expect(machine.files.streams[0]).not.toBe(file)
  Object.assign(machine.files.streams[0]!, { fd: null }) // as closing does
  image.load(machine)
  expect(machine.files.streams[0]).toEqual({ fd: 0 })
})

test('saving again takes what is new, also where the heap has grown or shrunk', () => {
  const image = new Image().save(machine, map)
  const size = image.size
  for (const [pages, value] of [
    [2, 5],
    [-1, 6],
    [0, 7],
  ] as const) {
    word(SBRK, BREAK + pages * PAGE)
    poke(BREAK + pages * PAGE - 1, value)
    image.save(machine, map)
    expect(image.size - size).toBe(pages * PAGE)
    poke(BREAK + pages * PAGE - 1, 0)
    image.load(machine)
    expect(at(BREAK + pages * PAGE - 1)).toBe(value)
  }
})
