/** Our Python packages in Python's file system. */
import type { PyodideAPI } from 'pyodide'

/** Their folder. */
export const LIBRARY = '/lib/site-packages'

/** Lets Python import them. `files` are by path. */
export function install(pyodide: PyodideAPI, files: ReadonlyMap<string, Uint8Array>): void {
  for (const [path, bytes] of files) {
    const at = `${LIBRARY}/${path}`
    pyodide.FS.mkdirTree(at.slice(0, at.lastIndexOf('/')))
    pyodide.FS.writeFile(at, bytes)
  }
  pyodide.runPython(`import sys; sys.path.insert(0, ${JSON.stringify(LIBRARY)})`)
}
