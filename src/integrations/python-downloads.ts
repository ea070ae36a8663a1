/**
 * What a page downloads for Python, by name: Pyodide's files, a Python that has started, in an archive those of its own files that it needs
 * from then on, and the others.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { writeArchive } from '../postgres/machine/archive.ts'
import { downloadName } from '../python/host/files/python-files.ts'
import { pyodideFolder } from '../python/node/made.ts'
import { prunedFolder, readLock } from '../python/node/pyodide.ts'
import { pythonImageFile, pythonPaths, readAtStart } from '../python/node/sources.ts'
import { LOCK, SIZES } from '../worker/python-archive.ts'

export interface PythonDownloads {
  /** Needed by every page that runs something. */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** Each is fetched when Python reads it. */
  readonly asRead: ReadonlyMap<string, Uint8Array>
}

export async function pythonDownloads(): Promise<PythonDownloads> {
  const paths = pythonPaths()
  const contents = new Map([...paths].map(([name, file]) => [name, new Uint8Array(readFileSync(file))]))
  const sizes = Object.fromEntries([...contents].map(([name, bytes]) => [name, bytes.length]))
  const atStart = new Map(readAtStart().map((name) => [name, contents.get(name)!]))
  const archive = new Map([[LOCK, encode(await readLock())], [SIZES, encode(JSON.stringify(sizes))], ...atStart])
  const read = (folder: string, name: string) => new Uint8Array(readFileSync(path.join(folder, name)))
  const files = new Map([
    ['pyodide.mjs', read(pyodideFolder, 'pyodide.mjs')],
    ['pyodide.asm.mjs', read(prunedFolder(), 'pyodide.asm.mjs')],
    ['pyodide.asm.wasm', read(prunedFolder(), 'pyodide.asm.wasm')],
    ['python.image', pythonImageFile()],
    ['python.archive', writeArchive({ folders: [], files: archive })],
  ])
  const asRead = new Map([...contents].filter(([name]) => !atStart.has(name)).map(([name, bytes]) => [downloadName(name), bytes]))
  return { files, asRead }
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
