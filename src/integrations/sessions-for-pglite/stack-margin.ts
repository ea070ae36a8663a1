/**
 * PostgreSQL measures the depth of recursion by C's stack in memory. The engine has a stack of its own for calls, which is smaller, ends with a
 * trap that PostgreSQL cannot catch, and also grows where C's does not: by functions that keep nothing in memory. So functions that check the
 * depth now take a margin more of C's stack, and `max_stack_depth` (src/postgres/server/settings.ts) is reached first.
 */
import { expectCount, positions } from './find.ts'
import { constant, I32, OP } from './opcodes.ts'
import { u32, type WasmBinary } from './wasm-binary.ts'

/** In bytes: what engines need for a function that checks, and for those that it calls before the next check. */
const MARGIN = 512

export function addStackMargins(wasm: WasmBinary): void {
  const users = (pattern: readonly number[]) =>
    [...wasm.bodies.entries()].filter(([, body]) => positions(body, pattern).length).map(([i]) => i)
  const checking = users([OP.call, ...u32(wasm.export('check_stack_depth').index)])
  // The regular expressions' STACK_TOO_DEEP(): `re->fns->stack_too_deep()`
  const asking = users([I32.load, 2, 28, I32.load, 2, 4, OP.callIndirect])
  const stackPointer = u32(wasm.export('__stack_pointer').index)
  const move = (operation: number) => [OP.globalGet, ...stackPointer, ...constant(MARGIN), operation, OP.globalSet, ...stackPointer]
  for (const i of [
    ...expectCount('functions that check their depth', checking, 128),
    ...expectCount('those of regular expressions', asking, 15),
  ]) {
    const signature = wasm.signatures[i]!
    const inner = wasm.addFunction(signature, [...wasm.bodies[i]!])
    const parameters = signature.slice(0, signature.indexOf('>')).split(',').filter(Boolean)
    wasm.bodies[i] = Uint8Array.from([
      ...[0, ...move(I32.sub), ...parameters.flatMap((_, n) => [OP.get, n]), OP.call, ...u32(inner), ...move(I32.add), OP.end],
    ])
  }
}
