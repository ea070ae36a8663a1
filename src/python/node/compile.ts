/**
 * `node compile.ts FOLDER` writes our Python files and their bytecode, made by the CPython that will execute it, into a folder.
 * A program of its own, as the site is built by Vite, which cannot load Pyodide.
 */
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { loadPyodide } from 'pyodide'
import { LIBRARY } from '../host/packages.ts'
import { pyodideFolder } from './pyodide.ts'
import { pythonSources } from './sources.ts'

/** "Unchecked": CPython does not look whether the sources have changed. */
const COMPILE = `
import compileall, py_compile
if not compileall.compile_dir(${JSON.stringify(LIBRARY)}, quiet=1, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH):
    raise SystemExit("These sources cannot be compiled.")
`

const [folder = ''] = process.argv.slice(2)
const scratch = `${folder}.${process.pid}`
try {
  for (const [name, bytes] of pythonSources()) {
    const file = path.join(scratch, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, bytes)
  }
  const pyodide = await loadPyodide({ indexURL: pyodideFolder })
  pyodide.FS.mkdirTree(LIBRARY)
  pyodide.mountNodeFS(LIBRARY, scratch)
  pyodide.runPython(COMPILE)
  await rename(scratch, folder)
} catch (error) {
  await rm(scratch, { recursive: true, force: true })
  if (!existsSync(folder)) throw error // another build may have been quicker
}
