/** `node config/python-imports.ts`: fails if an import of our Python goes the wrong way. `python_imports.py` looks; Pyodide's Python runs it. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { loadPyodide } from 'pyodide'
import { pyodideFolder } from '../src/python/node/made.ts'

const CHECK = `
import json, sys
sys.path.append("/")
import python_imports
python_imports.check(folder, json.loads(layers))
`
const started = loadPyodide({ indexURL: pyodideFolder })

/** What is wrong with the packages in `folder`, by the rule in `layers`. */
export async function pythonImportFaults(folder: string, layers: string): Promise<string[]> {
  const pyodide = await started
  const mounted = `/packages/${path.basename(folder)}`
  pyodide.FS.mkdirTree(mounted)
  pyodide.mountNodeFS(mounted, path.resolve(folder))
  pyodide.FS.writeFile('/python_imports.py', readFileSync(path.join(import.meta.dirname, 'python_imports.py')))
  pyodide.globals.set('folder', mounted)
  pyodide.globals.set('layers', layers)
  return pyodide.runPython(CHECK).toJs()
}

if (import.meta.main) {
  const layers = readFileSync(path.join(import.meta.dirname, 'python-layers.json'), 'utf8')
  const faults = await pythonImportFaults('src/python', layers)
  for (const fault of faults) console.error(`src/python: ${fault} (config/python-layers.json)`)
  if (faults.length > 0) process.exitCode = 1
  else console.log('Imports of Python: nothing found.')
}
