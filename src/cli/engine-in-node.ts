/** The engine under Node: the server is built if it is not there yet, Pyodide comes out of node_modules. */

import { buildServer, serverParts } from '../integrations/sessions-for-pglite/build.ts'
import { loadPyodideInNode } from '../python/node/pyodide.ts'
import { pythonFiles } from '../python/node/sources.ts'
import { Engine, type EngineOptions } from '../worker/engine.ts'

/** PostgreSQL starts from its image, as in a page, or in full from a cluster, which must come to the same. */
export async function createEngine(options?: EngineOptions, start: 'image' | 'cluster' = 'image'): Promise<Engine> {
  // Under a stepped clock a run is to be the same each time, and so is the order of sets
  const env: Record<string, string> = options?.clock?.isLive === false ? { PYTHONHASHSEED: '0' } : {}
  const [folder, pyodide] = await Promise.all([buildServer((line) => console.error(line)), loadPyodideInNode(pythonFiles(), env)])
  const server = serverParts(folder).then((parts) => ({ ...parts, cluster: parts[start] }))
  return Engine.start({ pyodide, server }, options)
}
