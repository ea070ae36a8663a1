/** The engine under Node: the server is built if it is not there yet, Pyodide comes out of node_modules. */

import { buildServer, serverParts } from '../integrations/sessions-for-pglite/build.ts'
import { loadPyodideInNode } from '../python/node/pyodide.ts'
import { pythonFiles, pythonImage } from '../python/node/sources.ts'
import { Engine, type EngineOptions } from '../worker/engine.ts'

/** Python and PostgreSQL start from their images, as in a page, or in full, which must come to the same. */
export async function createEngine(options?: EngineOptions, start: 'images' | 'full' = 'images'): Promise<Engine> {
  const [full, image] = start === 'full' ? (['cluster', null] as const) : (['image', pythonImage()] as const)
  const [folder, pyodide] = await Promise.all([buildServer((line) => console.error(line)), loadPyodideInNode(pythonFiles(), image)])
  const server = serverParts(folder).then((parts) => ({ ...parts, cluster: parts[full] }))
  return Engine.start({ pyodide, server }, options)
}
