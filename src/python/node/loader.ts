/**
 * Pyodide's `pyodide.asm.mjs` without what it does, at every start, for libraries that are linked later: each of the seven thousand functions
 * that WebAssembly exports gets a place in its table. There are none here. Which places it would take differs between browsers, as in
 * WebKit an exported function is not the same object as in the table; without, an image fits all of them.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const GLOBAL_OFFSETS = 'updateGOT(origExports);'

/** `folder`: Pyodide's. */
export function pyodideLoader(folder: string): string {
  const parts = readFileSync(path.join(folder, 'pyodide.asm.mjs'), 'utf8').split(GLOBAL_OFFSETS)
  if (parts.length !== 2) throw new Error(`pyodide.asm.mjs has ${parts.length - 1} times ${GLOBAL_OFFSETS}, not once.`)
  return parts.join('')
}

/** The same as a file below a folder, for Node. */
export function pyodideLoaderFile(folder: string, cache: string): string {
  const text = pyodideLoader(folder)
  const file = path.join(cache, `pyodide.asm-${createHash('sha256').update(text).digest('hex').slice(0, 16)}.mjs`)
  if (existsSync(file)) return file
  mkdirSync(cache, { recursive: true })
  const scratch = `${file}.${process.pid}`
  writeFileSync(scratch, text)
  renameSync(scratch, file)
  return file
}
