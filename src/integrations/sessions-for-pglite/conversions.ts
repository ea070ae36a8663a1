/**
 * Assembles conversions.wat into a library in a custom section of the server's binary. It is compiled when the first session converts
 * (src/postgres/machine/dynamic-libraries.ts).
 */
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { SUPPORT_SECTION } from '../../postgres/machine/dynamic-libraries.ts'
import { withBinaryen } from './binaryen.ts'
import { customSection, withCustomSection } from './custom-section.ts'
import { u32 } from './wasm-binary.ts'

/** Of its strings, in bytes. */
const MEMORY_SIZE = 121

/** `wasm` with the library in it. */
export const addConversions = (wasm: Uint8Array, library: Uint8Array): Uint8Array => withCustomSection(wasm, SUPPORT_SECTION, library)

/** The library alone. */
export function assembleConversions(): Promise<Uint8Array> {
  return withBinaryen(async (run, file) => {
    await writeFile(file('library.wat'), await readFile(path.join(import.meta.dirname, 'conversions.wat')))
    await run('wasm-as', file('library.wat'), '-o', file('library.wasm'))
    const library = await readFile(file('library.wasm'))
    const sizes = [...u32(MEMORY_SIZE), 0, 0, 0] // and its alignment as a power of 2, the table's size and alignment
    const dylink = customSection('dylink.0', Uint8Array.from([1, sizes.length, ...sizes]))
    return new Uint8Array(Buffer.concat([library, dylink]))
  })
}
