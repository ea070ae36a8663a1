/** The instructions that the patches look for and write. https://webassembly.github.io/spec/core/binary/instructions.html */
import { s32 } from './wasm-binary.ts'

export const I32 = {
  const: 0x41,
  load: 0x28,
  load8: 0x2d,
  store8: 0x3a,
  eq: 0x46,
  sub: 0x6b,
  eqz: 0x45,
  lt_s: 0x48,
  gt_s: 0x4a,
  add: 0x6a,
  div_s: 0x6d,
  mul: 0x6c,
  shl: 0x74,
  store: 0x36,
  and: 0x71,
}
export const I64 = {
  const: 0x42,
  add: 0x7c,
  extend_i32_u: 0xad,
}
export const OP = {
  nop: 0x01,
  if: 0x04,
  end: 0x0b,
  return: 0x0f,
  call: 0x10,
  callIndirect: 0x11,
  drop: 0x1a,
  get: 0x20,
  set: 0x21,
  tee: 0x22,
  globalGet: 0x23,
  globalSet: 0x24,
}
/** The type of a block without a result. */
export const VOID = 0x40

export const constant = (value: number) => [I32.const, ...s32(value)]
/** An `i32.load` of a constant address. */
export const load = (address: number) => [...constant(address), I32.load, 2, 0]
