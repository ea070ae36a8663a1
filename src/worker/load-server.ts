/** What the server is started with, from the downloads. */
import type { EmscriptenFactory } from '../postgres/machine/emscripten.ts'
import type { MachineParts } from '../postgres/machine/machine.ts'
import { unpackServerFiles } from '../postgres/server/files.ts'
import type { PostmasterParts } from '../postgres/server/postmaster.ts'
import type { Downloads } from './downloads.ts'

export async function loadServer(downloads: Downloads): Promise<MachineParts & Pick<PostmasterParts, 'cluster'>> {
  const loader = downloads.module<{ default: EmscriptenFactory }>('pglite.mjs')
  const compiled = downloads.compiled('postgres.wasm')
  const unpacked = Promise.all([downloads.bytes('postgres.archive'), downloads.now()]).then(([bytes, now]) => {
    return unpackServerFiles(new Uint8Array(bytes), now)
  })
  const [{ default: factory }, module, { installation, asRead, image }] = await Promise.all([loader, compiled, unpacked])
  return { factory, module, installation, asRead, cluster: image }
}
