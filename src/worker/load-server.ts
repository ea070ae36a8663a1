/** What the server is started with, from the downloads. */
import type { EmscriptenFactory } from '../postgres/machine/emscripten.ts'
import type { MachineParts } from '../postgres/machine/machine.ts'
import { type ServerFiles, unpackServerFiles } from '../postgres/server/files.ts'
import type { Downloads } from './downloads.ts'
import { readNow } from './read-now.ts'

export async function loadServer(downloads: Downloads): Promise<MachineParts & ServerFiles> {
  const loader = downloads.module<{ default: EmscriptenFactory }>('pglite.mjs')
  const compiled = downloads.compiled('postgres.wasm')
  const unpacked = downloads.bytes('postgres.archive').then((bytes) => {
    return unpackServerFiles(new Uint8Array(bytes), (name) => readNow(downloads.url(name)))
  })
  const [{ default: factory }, module, files] = await Promise.all([loader, compiled, unpacked])
  return { factory, module, ...files }
}
