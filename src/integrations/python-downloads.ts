/** What a page downloads for Python, by name: Pyodide's files, and ours in one archive. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { writeArchive } from '../postgres/machine/archive.ts'
import { pyodideFolder } from '../python/node/pyodide.ts'
import { pythonFiles } from '../python/node/sources.ts'

const PYODIDE = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip', 'pyodide-lock.json']

export function pythonDownloads(): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>(PYODIDE.map((name) => [name, new Uint8Array(readFileSync(path.join(pyodideFolder, name)))]))
  return files.set('python.archive', writeArchive({ folders: [], files: pythonFiles() }))
}
