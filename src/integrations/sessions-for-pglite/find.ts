/** Finds places in a binary by the bytes there, and fails if there are not as many as expected. */
import { s32, type WasmBinary } from './wasm-binary.ts'

/** Bytes to look for; null stands for any one byte. */
export type Pattern = readonly (number | null)[]

export function positions(bytes: Uint8Array, pattern: Pattern): number[] {
  const first = pattern[0]
  if (first === null || first === undefined) throw new Error('a pattern begins with a byte')
  const found: number[] = []
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (pattern.every((byte, k) => byte === null || bytes[at + k] === byte)) found.push(at)
  return found
}

export function expectCount<T>(what: string, found: readonly T[], count: number): readonly T[] {
  if (found.length !== count)
    throw new Error(`${what}: found ${found.length} times in the binary, not ${count} times as in the supported build`)
  return found
}

export const only = <T>(what: string, found: readonly T[]): T => expectCount(what, found, 1)[0] as T

/** `bytes` with `remove` bytes at `at` replaced by `insert`. */
export const splice = (bytes: Uint8Array, at: number, remove: number, insert: readonly number[]): Uint8Array =>
  Uint8Array.from([...bytes.subarray(0, at), ...insert, ...bytes.subarray(at + remove)])

/** Where the instructions of a function body begin: after the declarations of its locals. */
export function afterLocals(body: Uint8Array): number {
  let at = 1
  for (let groups = body[0] as number; groups > 0; groups--) {
    while ((body[at++] as number) & 128);
    at++
  }
  return at
}

/** The operand at `at`: a function index, or an address (no address is so high that its sign would matter). */
export function operandAt(body: Uint8Array, at: number): number {
  let value = 0
  for (let shift = 0; ; shift += 7) {
    const byte = body[at++] as number
    value |= (byte & 127) << shift
    if (byte < 128) return value
  }
}

/** Where the string lies in memory. */
export function stringAt(wasm: WasmBinary, text: string): number {
  const bytes = [0, ...new TextEncoder().encode(text), 0]
  return only(
    `the string "${text}"`,
    wasm.data.flatMap((d) => positions(d.bytes, bytes).map((at) => d.address + at + 1)),
  )
}

/** Where pointers to an address lie in memory, in order. */
export function pointersTo(wasm: WasmBinary, address: number): number[] {
  const bytes = [...new Uint8Array(new Uint32Array([address]).buffer)]
  const found = wasm.data.flatMap((d) => positions(d.bytes, bytes).map((at) => d.address + at))
  return found.filter((at) => at % 4 === 0).sort((one, other) => one - other)
}

/** The function that names itself in its error reports: PostgreSQL's ereport() passes `__func__`, a string in memory. */
export function functionNaming(wasm: WasmBinary, name: string): number {
  const load = [0x41, ...s32(stringAt(wasm, name))]
  const users = wasm.bodies.flatMap((body, i) => (positions(body, load).length ? [i + wasm.imports.length] : []))
  return only(`the function ${name}()`, users)
}
