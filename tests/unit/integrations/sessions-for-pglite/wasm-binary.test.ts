/** Reading and writing WebAssembly binaries: numbers, a small module by hand, and PGlite's own, byte for byte. */
import { describe, expect, test } from 'vitest'
import { readSupportedPGlite } from '../../../../src/integrations/sessions-for-pglite/supported.ts'
import { s32, u32, WasmBinary } from '../../../../src/integrations/sessions-for-pglite/wasm-binary.ts'

/** By the definition: seven bits a byte, the lowest first; bit 6 of the last is the sign. */
function decode(bytes: readonly number[], signed: boolean): number {
  let value = 0n
  for (const [i, byte] of bytes.entries()) {
    expect(byte >= 128).toBe(i < bytes.length - 1)
    value |= BigInt(byte & 127) << BigInt(7 * i)
  }
  const bits = 7 * bytes.length
  return Number(signed ? BigInt.asIntN(bits, value) : value)
}

/** Around every power of two, where lengths change, and a walk through the rest. */
const NUMBERS = [...Array(32).keys()].flatMap((bit) => [-2, -1, 0, 1, 2].map((near) => 2 ** bit + near)).filter((n) => n >= 0)
for (let n = 1; n < 2 ** 32; n = Math.ceil(n * 1.37)) NUMBERS.push(n)

describe('LEB128', () => {
  test('unsigned numbers of 32 bits come back, in as few bytes as they need', () => {
    for (const n of [...NUMBERS, 0xffffffff]) {
      expect(decode(u32(n), false)).toBe(n)
      expect(u32(n).length).toBe(Math.max(1, Math.ceil(Math.log2(n + 1) / 7)))
    }
  })

  test('signed numbers of 32 bits come back, in as few bytes as they need', () => {
    const signed = NUMBERS.flatMap((n) => [n, -n]).filter((n) => n >= -(2 ** 31) && n < 2 ** 31)
    for (const n of [...signed, -(2 ** 31), 2 ** 31 - 1]) {
      const bytes = s32(n)
      expect(decode(bytes, true) + 0).toBe(n + 0)
      expect(bytes.length === 1 || BigInt.asIntN(7 * (bytes.length - 1), BigInt(n)) !== BigInt(n)).toBe(true)
    }
  })

  test('as the specification writes them', () => {
    expect([u32(0), u32(127), u32(128), u32(624485)]).toEqual([[0], [127], [128, 1], [0xe5, 0x8e, 0x26]])
    expect([s32(-1), s32(63), s32(64), s32(-64), s32(-65), s32(-123456)]).toEqual([
      ...[[0x7f], [0x3f], [0xc0, 0], [0x40], [0xbf, 0x7f]],
      [0xc0, 0xbb, 0x78],
    ])
  })
})

const section = (id: number, ...body: number[]) => [id, ...u32(body.length), ...body]
const text = (string: string) => [string.length, ...new TextEncoder().encode(string)]
/** `env.f` is imported; `add` adds 1 to its parameter, and `g` is 1000. */
const SMALL = Uint8Array.from([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, 2, 0x60, 1, 0x7f, 1, 0x7f, 0x60, 0, 0),
  ...section(2, 2, ...text('env'), ...text('f'), 0, 1, ...text('env'), ...text('memory'), 2, 1, 1, 2),
  ...section(3, 1, 0),
  ...section(6, 1, 0x7f, 0, 0x41, ...s32(1000), 0x0b),
  ...section(7, 2, ...text('add'), 0, 1, ...text('g'), 3, 0),
  ...section(10, 1, 7, 0, 0x20, 0, 0x41, 1, 0x6a, 0x0b),
  ...section(11, 2, 0, 0x41, 5, 0x0b, 2, 65, 66, 1, 1, 67),
])

describe('a small module', () => {
  test('is read', () => {
    const wasm = new WasmBinary(SMALL)
    expect(wasm.types).toEqual(['7f>7f', '>'])
    expect(wasm.imports).toEqual(['env.f'])
    expect(wasm.signatures).toEqual(['7f>7f'])
    expect([...wasm.exports]).toEqual([
      ['add', { kind: 'function', index: 1 }],
      ['g', { kind: 'global', index: 0 }],
    ])
    expect(wasm.address('g')).toBe(1000)
    expect(wasm.data).toEqual([
      { address: 5, bytes: Uint8Array.of(65, 66) },
      { address: -1, bytes: Uint8Array.of(67) },
    ])
    expect(wasm.bodyOf(wasm.export('add').index)).toBe(0)
  })

  test('is written as it was read', () => {
    expect(new WasmBinary(SMALL).encode()).toEqual(SMALL)
  })

  test('runs with what was added and replaced', async () => {
    const wasm = new WasmBinary(SMALL)
    const counter = wasm.addGlobal(-5)
    const twice = wasm.addFunction('7f>7f', [0, 0x20, 0, 0x20, 0, 0x6a, 0x0b])
    wasm.bodies[0] = Uint8Array.from([0, 0x20, 0, 0x10, ...u32(twice), 0x41, ...s32(-200), 0x6a, 0x0b])
    wasm.addExport('twice', 'function', twice)
    wasm.addExport('counter', 'global', counter)
    wasm.addExport('add', 'function', twice) // it has the name already
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 2 })
    const { instance } = await WebAssembly.instantiate(wasm.encode() as BufferSource, { env: { f: () => {}, memory } })
    const exports = instance.exports as unknown as { add(n: number): number; twice(n: number): number; counter: WebAssembly.Global }
    expect([exports.add(7), exports.twice(7), exports.counter.value]).toEqual([-186, 14, -5])
  })

  test('says what is not in it', () => {
    const wasm = new WasmBinary(SMALL)
    expect(() => wasm.import('env.g')).toThrow('there is no import env.g')
    expect(() => wasm.export('sub')).toThrow('there is no export sub')
    expect(() => wasm.address('add')).toThrow('add has no constant address')
    expect(() => wasm.addFunction('7e>', [0, 0x0b])).toThrow('no function has the signature 7e>')
  })

  test('says what it cannot read', () => {
    const table = Uint8Array.from([...SMALL.subarray(0, 8), ...section(2, 1, ...text('env'), ...text('t'), 1, 0x70, 0, 1)])
    expect(() => new WasmBinary(table)).toThrow('import env.t: a table was not expected here')
    const mode2 = Uint8Array.from([...SMALL.subarray(0, 8), ...section(11, 1, 2, 0, 0x41, 0, 0x0b, 0)])
    expect(() => new WasmBinary(mode2)).toThrow('data segment of mode 2 was not expected here')
  })
})

test("PGlite's binary is written as it was read, byte for byte", () => {
  const bytes = readSupportedPGlite()['pglite.wasm']
  expect(Buffer.compare(new WasmBinary(bytes).encode(), bytes)).toBe(0)
})

test('exports that nobody retains are left out, and nothing else', () => {
  const wasm = new WasmBinary(SMALL)
  wasm.addExport('f', 'function', 0)
  wasm.retainExports(new Set(['g', 'other']))
  expect([...new WasmBinary(wasm.encode()).exports.keys()]).toEqual(['g', 'f'])
  expect(wasm.encode().length).toBe(SMALL.length - 'add'.length + 'f'.length)
})
