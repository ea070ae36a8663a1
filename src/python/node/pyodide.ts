/** Pyodide out of node_modules. (A page downloads it: src/worker/load.ts.) */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PyodideAPI } from 'pyodide'
import type { PythonFiles } from '../host/files/python-files.ts'
import type { PythonImage } from '../host/image/python-image.ts'
import type { CreateModule } from '../host/internals.ts'
import { pyodideOptions, withoutPackages } from '../host/options.ts'
import { pyodideLoaderFile } from './loader.ts'

/** What is made once. */
export const cacheFolder = path.join(import.meta.dirname, '../../../node_modules/.cache/python')

/** Where its files lie. */
export const pyodideFolder = path.dirname(createRequire(import.meta.url).resolve('pyodide/package.json'))

type Options = NonNullable<Parameters<typeof import('pyodide').loadPyodide>[0]>

/** What a page gets in place of its `pyodide-lock.json`. */
export const readLock = async (): Promise<string> => withoutPackages(await readFile(path.join(pyodideFolder, 'pyodide-lock.json'), 'utf8'))

/** With our options; from an image, unless it is null. */
export async function loadPyodideInNode(files: PythonFiles, image: PythonImage | null): Promise<PyodideAPI> {
  const parts = { create: await createModule(), files: Promise.resolve(files), lock: readLock() }
  return load(pyodideOptions({ ...parts, image: image && Promise.resolve(image) }))
}

/** What our `pyodide.asm.mjs` exports. */
export const createModule = async (): Promise<CreateModule> =>
  (await import(/* @vite-ignore */ pathToFileURL(pyodideLoaderFile(pyodideFolder, cacheFolder)).href)).default

/** Pyodide's own function, with the folder that its files are in. */
export async function load(options: object): Promise<PyodideAPI> {
  const { loadPyodide } = await import('pyodide')
  return loadPyodide({ indexURL: pyodideFolder, ...options } as unknown as Options)
}
