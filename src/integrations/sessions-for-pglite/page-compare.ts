/** Assembles page-compare.wat into a custom section of the server's binary: see src/postgres/machine/page-scanner.ts. */
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { COMPARE_SECTION } from '../../postgres/machine/page-scanner.ts'
import { withBinaryen } from './binaryen.ts'
import { withCustomSection } from './custom-section.ts'

/** `wasm` with the module in it. */
export const addPageCompare = async (wasm: Uint8Array): Promise<Uint8Array> =>
  withCustomSection(wasm, COMPARE_SECTION, await assemblePageCompare())

/** The module alone. */
export function assemblePageCompare(): Promise<Uint8Array<ArrayBuffer>> {
  return withBinaryen(async (run, file) => {
    await writeFile(file('compare.wat'), await readFile(path.join(import.meta.dirname, 'page-compare.wat')))
    await run('wasm-as', file('compare.wat'), '-o', file('compare.wasm'))
    return new Uint8Array(await readFile(file('compare.wasm')))
  })
}
