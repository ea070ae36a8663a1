/** Loads Pyodide out of node_modules, with our local time. (A page downloads it: src/worker/load.ts.) */
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PyodideAPI } from 'pyodide'
import { withLocalTime } from '../host/zones/local-time.ts'
import { pyodideFolder } from './pyodide-folder.ts'

type Options = NonNullable<Parameters<typeof import('pyodide').loadPyodide>[0]>

export async function loadPyodideInNode(env: Record<string, string> = {}): Promise<PyodideAPI> {
  const { loadPyodide } = await import('pyodide')
  const { default: create } = await import(pathToFileURL(path.join(pyodideFolder, 'pyodide.asm.mjs')).href)
  return loadPyodide({ indexURL: pyodideFolder, env, createPyodideModule: withLocalTime(create) } as Options)
}
