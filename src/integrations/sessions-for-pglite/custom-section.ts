/** Custom sections of a WebAssembly binary, in which the server's has small modules with it. */
import { u32 } from './wasm-binary.ts'

/** `wasm` with one more section at its end. */
export const withCustomSection = (wasm: Uint8Array, name: string, bytes: Uint8Array): Uint8Array =>
  Buffer.concat([wasm, customSection(name, bytes)])

export function customSection(name: string, bytes: Uint8Array): Uint8Array {
  const named = [...u32(name.length), ...new TextEncoder().encode(name)]
  return Buffer.concat([Uint8Array.from([0, ...u32(named.length + bytes.length), ...named]), bytes])
}
