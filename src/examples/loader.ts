/** The examples folder as an Astro content collection. */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Loader } from 'astro/loaders'
import { exampleIds, readExample } from './reader.ts'
import { exampleSchema } from './schema.ts'

/** `folder` is relative to the project's root. */
export function examplesLoader(folder: string) {
  return {
    name: 'examples',
    schema: exampleSchema,
    async load({ config, store, parseData, watcher }) {
      const root = path.relative(process.cwd(), fileURLToPath(new URL(`${folder}/`, config.root))) || '.'
      const loadAll = async () => {
        const entries = exampleIds(root).map((id) => ({ id, data: { ...readExample(root, id) } }))
        store.clear()
        for (const { id, data } of entries) store.set({ id, data: await parseData({ id, data }) })
      }
      await loadAll()
      watcher?.add(root)
      watcher?.on('all', (_event, changed) => {
        if (!path.relative(path.resolve(root), path.resolve(changed)).startsWith('..'))
          loadAll().catch((error) => console.error(error.message))
      })
    },
  } satisfies Loader
}
