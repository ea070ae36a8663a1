/** What Pyodide is started with, in a page as under Node. */
import type { PythonFiles } from './files/python-files.ts'
import { type CreateModule, withStandardLibrary } from './internals.ts'
import { withLocalTime } from './zones/local-time.ts'

/**
 * For `loadPyodide`. `create` is what `pyodide.asm.mjs` exports, `files` are shown in Python's file system. `lock` is what is left of
 * `pyodide-lock.json`: no packages can be had from elsewhere.
 */
export const pyodideOptions = (create: CreateModule, files: Promise<PythonFiles>, lock: Promise<string>) => ({
  createPyodideModule: withLocalTime(create),
  fsInit: withStandardLibrary(async (fs) => (await files).show(fs)),
  lockFileContents: lock,
})

/** What Python needs of the text of a `pyodide-lock.json`. */
export const withoutPackages = (lock: string): string => JSON.stringify({ info: JSON.parse(lock).info, packages: {} })
