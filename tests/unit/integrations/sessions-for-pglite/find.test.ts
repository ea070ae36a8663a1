/** Finding places in a binary, and insisting on how many there are. */
import { describe, expect, test } from 'vitest'
import {
  afterLocals,
  expectCount,
  functionNaming,
  only,
  operandAt,
  positions,
  splice,
} from '../../../../src/integrations/sessions-for-pglite/find.ts'
import { s32, type WasmBinary } from '../../../../src/integrations/sessions-for-pglite/wasm-binary.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)

test('positions, also of patterns that overlap and with bytes that may be any', () => {
  expect(positions(bytes(1, 1, 1, 2), [1, 1])).toEqual([0, 1])
  expect(positions(bytes(1, 9, 3, 1, 8, 3, 1, 3), [1, null, 3])).toEqual([0, 3])
  expect(positions(bytes(1, 2), [1, 2, 3])).toEqual([])
  expect(positions(bytes(1), [1, null])).toEqual([0]) // a byte beyond the end may be any, too
  expect(() => positions(bytes(1), [null, 1])).toThrow('a pattern begins with a byte')
  expect(() => positions(bytes(1), [])).toThrow('a pattern begins with a byte')
})

test('a count that is not right names what was looked for', () => {
  expect(expectCount('apples', [1, 2], 2)).toEqual([1, 2])
  expect(() => expectCount('apples', [1, 2, 3], 2)).toThrow('apples: found 3 times in the binary, not 2 times as in the supported build')
  expect(only('the pear', ['p'])).toBe('p')
  expect(() => only('the pear', [])).toThrow('the pear: found 0 times')
})

test('splice leaves what it was given as it was', () => {
  const before = bytes(1, 2, 3, 4)
  expect(splice(before, 1, 2, [7, 8, 9])).toEqual(bytes(1, 7, 8, 9, 4))
  expect(before).toEqual(bytes(1, 2, 3, 4))
})

test('instructions begin after the locals, whatever number of them a group has', () => {
  expect(afterLocals(bytes(0, 0x0b))).toBe(1)
  expect(afterLocals(bytes(2, 1, 0x7f, 0x80, 0x01, 0x7e, 0x0b))).toBe(6)
})

test('operands', () => {
  expect([0, 127, 128, 2_900_000].map((n) => operandAt(bytes(0x41, ...s32(n)), 1))).toEqual([0, 127, 128, 2_900_000])
})

describe('a function that names itself', () => {
  const binary = (data: string, bodies: number[][]) =>
    ({
      imports: ['env.f', 'env.g'],
      bodies: bodies.map((body) => bytes(...body)),
      data: [{ address: 1000, bytes: new TextEncoder().encode(data) }],
    }) as unknown as WasmBinary
  const loads = (address: number) => [0, 0x41, ...s32(address), 0x0b]

  test('is found by the address of its name', () => {
    expect(functionNaming(binary('\0one\0two\0', [loads(1), loads(1005)]), 'two')).toBe(3)
  })

  test('is not mistaken for one whose name only contains it, or that two functions use', () => {
    expect(() => functionNaming(binary('\0one\0twofold\0', [loads(1005)]), 'two')).toThrow('the string "two": found 0 times')
    expect(() => functionNaming(binary('\0two\0', [loads(1001), loads(1001)]), 'two')).toThrow('the function two(): found 2 times')
    expect(() => functionNaming(binary('\0two\0', [loads(7)]), 'two')).toThrow('the function two(): found 0 times')
  })
})
