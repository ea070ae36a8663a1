/** What workers in a sandbox need: they can fetch nothing, so that the page does. */
import type { GivenFiles } from '../../messages/run.ts'
import { AS_READ_ARCHIVE } from '../../worker/as-read.ts'
import entry from '../../worker/entry.ts?worker&url'
import { interrupted, requestFile } from '../../worker/request-file.ts'

export interface SandboxDownloads {
  /** The worker's script, to be executed as a plain one. */
  readonly script: Blob
  readonly given: GivenFiles
  /** Where they come from. */
  readonly addresses: readonly string[]
}

/** Where the engine's files are: beside the folder of scripts. */
const BASE = import.meta.env.DEV ? '/lab/' : '../lab/'

/**
 * A plain script is not strict by itself, and what it declares would be the worker's own. Pyodide takes a worker for a module's if this
 * function throws, as it does there.
 */
const BEFORE = '(() => {"use strict";\nself.importScripts = () => { throw new TypeError("Modules have no importScripts()") };\n'
const AFTER = '\n})()'

/** `cache`: as `fetch` has it. Throws an Error whose message is for the reader. */
export async function downloadAll(cache: RequestCache, progress: (loaded: number, total: number) => void): Promise<SandboxDownloads> {
  const { folder, files, archive } = import.meta.env.ENGINE_FILES
  const sizes = new Map([...Object.entries(files), ...(archive ? [[AS_READ_ARCHIVE, archive] as const] : [])])
  const total = [...sizes.values()].reduce((sum, { packed }) => sum + packed, 0)
  const address = (name: string) => new URL(`${BASE}${folder}/${name}`, import.meta.url).href
  let loaded = 0
  const count = (bytes: number) => {
    loaded += bytes
    progress(Math.min(loaded, total), total)
  }
  const script = download(entry, cache, () => {})
  const given = [...sizes.keys()].map(async (name) => [name, await download(address(name), cache, count)] as const)
  const all = new Map(await Promise.all(given))
  const text = await script
  return {
    script: new Blob([BEFORE, text, AFTER], { type: 'text/javascript' }),
    given: all,
    addresses: [...sizes.keys()].map(address),
  }
}

async function download(address: string, cache: RequestCache, count: (bytes: number) => void): Promise<Blob> {
  const response = await requestFile(address, cache)
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      count(chunk.length)
      controller.enqueue(chunk)
    },
  })
  return new Response(response.body?.pipeThrough(counted)).blob().catch(() => {
    throw interrupted(address)
  })
}
