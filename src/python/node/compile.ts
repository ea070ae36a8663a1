/**
 * `node compile.ts standard FOLDER` writes the standard library and its bytecode into a folder, made by the CPython that will execute it;
 * `node compile.ts packages FOLDER` does so for our packages. A program of its own, as the site is built by Vite, which cannot load Pyodide.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { loadPyodide } from 'pyodide'
import { PACKAGES } from '../host/files/python-files.ts'
import { STANDARD_LIBRARY } from '../host/internals.ts'
import { make, pyodideFolder } from './made.ts'
import { pythonSources, replacedSources } from './sources.ts'

/** "Unchecked": CPython does not look whether the sources have changed. */
const COMPILE = `
import compileall, py_compile
if not compileall.compile_dir(
    "/build", quiet=1, stripdir="/build", prependdir=shown, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH
):
    raise SystemExit("These sources cannot be compiled.")
`

/** The folders that are made: where Python will see them, how they are filled, and our sources that are put there, too. */
const MADE = {
  standard: {
    shown: STANDARD_LIBRARY,
    fill: `import zipfile; zipfile.ZipFile("${STANDARD_LIBRARY}").extractall("/build")`,
    ours: replacedSources,
  },
  packages: { shown: PACKAGES, fill: '', ours: pythonSources },
} as const

const [name = '', folder = ''] = process.argv.slice(2)
const { shown, fill, ours } = MADE[name as keyof typeof MADE]
await make(folder, async (scratch) => {
  const pyodide = await loadPyodide({ indexURL: pyodideFolder })
  pyodide.FS.mkdirTree('/build')
  pyodide.mountNodeFS('/build', scratch)
  pyodide.runPython(fill)
  for (const [name, bytes] of ours()) {
    const file = path.join(scratch, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, bytes)
  }
  pyodide.globals.set('shown', shown)
  pyodide.runPython(COMPILE)
})
