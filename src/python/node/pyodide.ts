/** Pyodide out of node_modules. (A page downloads it: src/worker/load.ts.) */
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PyodideAPI } from 'pyodide'
import { withLocalTime } from '../host/zones/local-time.ts'

/** Where its files lie. */
export const pyodideFolder = path.dirname(createRequire(import.meta.url).resolve('pyodide/package.json'))

type Options = NonNullable<Parameters<typeof import('pyodide').loadPyodide>[0]>

/** With our local time. */
export async function loadPyodideInNode(env: Record<string, string> = {}): Promise<PyodideAPI> {
  const { loadPyodide } = await import('pyodide')
  const { default: create } = await import(pathToFileURL(path.join(pyodideFolder, 'pyodide.asm.mjs')).href)
  return loadPyodide({ indexURL: pyodideFolder, env, createPyodideModule: withLocalTime(create) } as Options)
}
