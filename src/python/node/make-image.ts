/**
 * `node make-image.ts FOLDER` writes `python.image` into a folder: a Python that has started, and imported what most programs with psycopg2
 * do. Programs find sets in the same order each time, as without hash randomization.
 */

import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { PACKAGES } from '../host/files/python-files.ts'
import { writePythonImage } from '../host/image/python-image.ts'
import { forImage, snapshotOf } from '../host/internals.ts'
import { pyodideOptions } from '../host/options.ts'
import { make } from './made.ts'
import { createModule, load, readLock } from './pyodide.ts'
import { pythonFiles } from './sources.ts'

const PREPARE = `
import sys
path = sys.path[:]
sys.path.insert(0, ${JSON.stringify(PACKAGES)})
from runtime import image
image.prepare()
sys.path[:] = [entry for entry in path if entry] # whoever starts puts the empty one there
del sys, path, image
`

const [folder = ''] = process.argv.slice(2)
await make(folder, async (scratch) => {
  let fresh: Uint8Array = new Uint8Array()
  const create = await createModule()
  const parts = { create, files: Promise.resolve(pythonFiles()), lock: readLock(), image: null }
  const options = pyodideOptions(parts) as { createPyodideModule: typeof create }
  const making = forImage(options.createPyodideModule, (memory) => {
    fresh = memory
  })
  const pyodide = await load({ env: { PYTHONHASHSEED: '0' }, ...options, ...making })
  pyodide.runPython(PREPARE)
  const image = writePythonImage(snapshotOf(pyodide), fresh)
  await writeFile(path.join(scratch, 'python.image'), image)
})
process.exit(0)
