/** The engine under Node: the server is built if it is not there yet, Pyodide comes out of node_modules. */

import { buildServer, serverParts } from '../integrations/sessions-for-pglite/build.ts'
import { loadPyodideInNode } from '../python/node/pyodide.ts'
import { pythonFiles } from '../python/node/sources.ts'
import { Engine, type EngineOptions } from '../worker/engine.ts'

export async function createEngine(options?: EngineOptions): Promise<Engine> {
  // Under a stepped clock a run is to be the same each time, and so is the order of sets
  const env: Record<string, string> = options?.clock?.isLive === false ? { PYTHONHASHSEED: '0' } : {}
  const [folder, pyodide] = await Promise.all([buildServer((line) => console.error(line)), loadPyodideInNode(pythonFiles(), env)])
  return Engine.start({ pyodide, server: serverParts(folder) }, options)
}
