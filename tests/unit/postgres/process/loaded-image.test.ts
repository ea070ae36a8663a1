/** Processes as images of memory: what is a process's own, what all share, and what a fork gets. On a small machine made for this. */
import { beforeEach, expect, test } from 'vitest'
import type { Machine } from '../../../../src/postgres/machine/machine.ts'
import { PAGE } from '../../../../src/postgres/machine/page-scanner.ts'
import type { PageComparer } from '../../../../src/postgres/machine/shadow-memory.ts'
import { LoadedImage } from '../../../../src/postgres/process/loaded-image.ts'
import { MemoryMap } from '../../../../src/postgres/process/memory-map.ts'
import { Process } from '../../../../src/postgres/process/process.ts'

const CONTROL_SIZE = 65536
const MiB = 1 << 20
/** Tables up to here, static variables up to the stack: 8 MiB, then the heap. */
const VARIABLES = 10 * PAGE + 16
const STACK = MiB
const HEAP = STACK + 8 * MiB
const SEGMENT = HEAP + 3 * PAGE + 8
const SEGMENT_SIZE = 5 * PAGE
const CONTROL = HEAP + CONTROL_SIZE
const LIBRARIES = { start: CONTROL + CONTROL_SIZE + 8, end: CONTROL + CONTROL_SIZE + 3 * PAGE }
const SHADOW = { start: LIBRARIES.end + PAGE, end: LIBRARIES.end + 2 * MiB }
const READ_ONLY = { start: SHADOW.end + 100, end: SHADOW.end + 4 * PAGE + 100 }
const BREAK = SHADOW.end + 6 * PAGE + 100
const SBRK = 11 * PAGE // where malloc's break is kept: a static variable

let memory: WebAssembly.Memory
let machine: Machine
const at = (address: number) => new Uint8Array(memory.buffer)[address]
const poke = (address: number, value: number) => {
  new Uint8Array(memory.buffer)[address] = value
}
const word = (address: number, value: number) => new DataView(memory.buffer).setUint32(address, value, true)

/** As page-compare.wat, which tests/engine compares with this. */
const shadow: PageComparer = {
  pages: 400,
  memory: SHADOW,
  addressOf: (page) => SHADOW.start + page * PAGE,
  changed: (start, count, first) => {
    const page = (address: number) => Buffer.from(memory.buffer, address, PAGE)
    return Array.from({ length: count }, (_, i) => i).filter((i) => !page(start + i * PAGE).equals(page(shadow.addressOf(first + i))))
  },
}

beforeEach(() => {
  memory = new WebAssembly.Memory({ initial: 512 })
  const small = {
    memory,
    files: { streams: [{ fd: 0 }, null, { fd: 2 }] },
    libraries: { memory: LIBRARIES, readOnly: [READ_ONLY] },
    shadow,
    stackPointer: HEAP - 100,
    exports: { __heap_base: { value: HEAP }, boolRelOpts: { value: VARIABLES } },
    get break() {
      return new DataView(memory.buffer).getUint32(SBRK, true)
    },
  }
  machine = small as unknown as Machine
  word(SBRK, BREAK)
  word(SEGMENT, 679834894)
  word(SEGMENT + 8, SEGMENT_SIZE)
  word(CONTROL, 0x9a503d32)
})

test('private memory is all but tables, what is shared, what is free, the libraries of nobody, what is read-only, and the shadow', () => {
  const map = new MemoryMap(machine)
  expect(map.shared).toEqual([
    { start: SEGMENT, end: SEGMENT + SEGMENT_SIZE },
    { start: CONTROL, end: CONTROL + CONTROL_SIZE },
  ])
  expect(map.stack).toEqual({ start: HEAP - 100, end: HEAP })
  expect(map.private()).toEqual([
    { start: 10 * PAGE, end: STACK },
    { start: HEAP, end: SEGMENT },
    { start: SEGMENT + SEGMENT_SIZE, end: CONTROL },
    { start: CONTROL + CONTROL_SIZE, end: LIBRARIES.start },
    { start: LIBRARIES.end, end: SHADOW.start },
    { start: SHADOW.end, end: SHADOW.end + PAGE },
    { start: SHADOW.end + 4 * PAGE, end: BREAK },
  ])
})

test('what fills no page is kept beside the pages', () => {
  const { runs, rest } = new MemoryMap(machine).pages()
  const bytes = (total: number, size: number) => total + size
  const whole = runs.map(({ pages }) => pages * PAGE).reduce(bytes, 0)
  const parts = rest.map(({ start, end }) => end - start).reduce(bytes, 0)
  const all = new MemoryMap(machine).private().map(({ start, end }) => end - start)
  expect(whole + parts).toBe(all.reduce(bytes, 0))
  expect(parts).toBeLessThan(4 * PAGE)
  for (const { start } of runs.filter(({ pages }) => pages > 0)) expect(start % PAGE).toBe(0)
})

test('shared memory that is not there is said to be missing', () => {
  word(CONTROL, 0)
  expect(() => new MemoryMap(machine)).toThrow('shared memory was not found (magic 2588949810)')
})

/** One address in each part of a process's memory: variables, stack, the heap's edges and pages. */
const OWN = [
  VARIABLES + 100,
  HEAP - 50,
  HEAP + 10,
  SEGMENT - 1,
  SEGMENT + SEGMENT_SIZE,
  LIBRARIES.start - 1,
  LIBRARIES.end + 5,
  READ_ONLY.end,
  BREAK - 1,
]
const SHARED = [SEGMENT + 100, CONTROL + 100, LIBRARIES.start + 100, SHADOW.end + 2 * PAGE, 100]

test('each process finds its own memory and files again, and what others have written where it is shared', () => {
  const parent = new Process(1)
  const loaded = new LoadedImage(machine, parent)
  const [one, other] = [new Process(2, parent), new Process(3, parent)]
  for (const [process, value] of [[one, 1] as const, [other, 2] as const]) {
    loaded.load(process)
    for (const address of [...OWN, ...SHARED]) poke(address, value)
    machine.stackPointer = HEAP - 100 * value
    machine.files.streams.push({ fd: value } as never)
  }
  for (let round = 0; round < 2; round++)
    for (const [process, value] of [[one, 1] as const, [other, 2] as const, [parent, 0] as const]) {
      loaded.load(process)
      expect(OWN.map(at)).toEqual(OWN.map(() => value))
      expect(SHARED.map(at)).toEqual(SHARED.map(() => 2))
      expect(machine.stackPointer).toBe(HEAP - (value === 2 ? 200 : 100))
      expect(machine.files.streams).toEqual([{ fd: 0 }, null, { fd: 2 }, ...(value ? [{ fd: value }] : [])])
    }
})

test('a fork has the memory of its parent, and descriptors of its own', () => {
  const parent = new Process(1)
  const loaded = new LoadedImage(machine, parent)
  const file = machine.files.streams[0]
  loaded.load(new Process(2, parent))
  expect(machine.files.streams).toEqual([{ fd: 0 }, null, { fd: 2 }])
  expect(machine.files.streams[0]).not.toBe(file)
  Object.assign(machine.files.streams[0]!, { fd: null }) // as closing does
  loaded.load(parent)
  expect(machine.files.streams[0]).toBe(file)
  expect(file).toEqual({ fd: 0 })
})

test('what a process that has exited leaves in memory reaches nobody', () => {
  const parent = new Process(1)
  const loaded = new LoadedImage(machine, parent)
  const [one, other] = [new Process(2, parent), new Process(3, parent)]
  loaded.load(one)
  for (const address of OWN) poke(address, 9)
  loaded.discard()
  loaded.load(other)
  expect(OWN.map(at)).toEqual(OWN.map(() => 0))
})

test('an image has only what its process has changed', () => {
  const parent = new Process(1)
  const loaded = new LoadedImage(machine, parent)
  const child = new Process(2, parent)
  loaded.load(child)
  loaded.load(parent)
  const edges = child.image.size
  expect(edges).toBeLessThan(4 * PAGE)
  loaded.load(child)
  for (const address of [VARIABLES + 2 * PAGE, HEAP + 10]) poke(address, 1)
  loaded.load(parent)
  expect(child.image.size).toBe(edges + 2 * PAGE)
})

test('the heap of the postmaster grows, and its children have what it has grown by', () => {
  const parent = new Process(1)
  const loaded = new LoadedImage(machine, parent)
  const before = new Process(2, parent)
  loaded.load(before)
  loaded.load(parent)
  word(SBRK, BREAK + 3 * PAGE)
  poke(BREAK + 3 * PAGE - 1, 7)
  const after = new Process(3, parent)
  loaded.load(after)
  expect(at(BREAK + 3 * PAGE - 1)).toBe(7)
  poke(BREAK + PAGE, 8)
  loaded.load(before)
  expect(new MemoryMap(machine).end).toBe(BREAK)
  loaded.load(after)
  expect([at(BREAK + PAGE), at(BREAK + 3 * PAGE - 1)]).toEqual([8, 7])
  loaded.load(parent)
  expect(at(BREAK + PAGE)).toBe(0)
})

test('what was captured comes back, with its heap', () => {
  const parent = new Process(1)
  const loaded = new LoadedImage(machine, parent)
  const first = new Process(2, parent)
  loaded.load(first)
  for (const address of OWN) poke(address, 1)
  const captured = loaded.capture()
  for (const address of OWN) poke(address, 2)
  loaded.load(parent)
  loaded.restore(first, captured)
  expect(OWN.map(at)).toEqual(OWN.map(() => 1))
})
