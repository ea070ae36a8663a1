/** Pyodide out of node_modules. (A page downloads it: src/worker/load.ts.) */
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PyodideAPI } from 'pyodide'
import type { PythonFiles } from '../host/files/python-files.ts'
import type { PythonImage } from '../host/image/python-image.ts'
import type { CreateModule } from '../host/internals.ts'
import { pyodideOptions, withoutPackages } from '../host/options.ts'
import { made, pyodideFolder } from './made.ts'

type Options = NonNullable<Parameters<typeof import('pyodide').loadPyodide>[0]>

/** What a page gets in place of its `pyodide-lock.json`. */
export const readLock = async (): Promise<string> => withoutPackages(await readFile(path.join(pyodideFolder, 'pyodide-lock.json'), 'utf8'))

/** With our options; from an image, unless it is null. */
export async function loadPyodideInNode(files: PythonFiles, image: PythonImage | null): Promise<PyodideAPI> {
  const parts = { create: await createModule(), files: Promise.resolve(files), lock: readLock() }
  return load(pyodideOptions({ ...parts, image: image && Promise.resolve(image) }))
}

/** Its loader and its WebAssembly, without what nobody uses here. */
export const prunedFolder = (): string =>
  made('prune.ts', [], [['internals.ts', readFileSync(path.join(import.meta.dirname, '../host/internals.ts'))]])

/** What our `pyodide.asm.mjs` exports. */
export const createModule = async (): Promise<CreateModule> =>
  (await import(/* @vite-ignore */ pathToFileURL(path.join(prunedFolder(), 'pyodide.asm.mjs')).href)).default

/** Pyodide's own function, with our files. It wants a file for the standard library, of which our options make no use. */
export async function load(options: object): Promise<PyodideAPI> {
  const { loadPyodide } = await import('pyodide')
  return loadPyodide({ indexURL: prunedFolder(), stdLibURL: import.meta.filename, ...options } as unknown as Options)
}
