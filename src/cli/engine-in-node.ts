/** The lab under Node: the engine built if it is not there yet, Pyodide out of node_modules. */

import { buildEngine, engineParts } from '../integrations/sessions-for-pglite/build.ts'
import { loadPyodideInNode } from '../python/node/pyodide-in-node.ts'
import { pythonFiles } from '../python/node/sources.ts'
import { Lab, type LabOptions } from '../worker/engine.ts'

export async function createLab(options?: LabOptions): Promise<Lab> {
  // Under a stepped clock a run is to be the same each time, and so is the order of sets
  const env: Record<string, string> = options?.clock?.isLive === false ? { PYTHONHASHSEED: '0' } : {}
  const [folder, pyodide] = await Promise.all([buildEngine((line) => console.error(line)), loadPyodideInNode(env)])
  return Lab.start({ ...(await engineParts(folder)), pyodide, python: pythonFiles() }, options)
}
