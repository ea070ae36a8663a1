/** `sessions-for-pglite` in a browser's worker: the altered PGlite lies on the site, where `npx sessions-for-pglite files FOLDER` has put it. */
import type { EmscriptenFactory } from '../postgres/machine/emscripten.ts'
import { unpackServerFiles } from '../postgres/server/files.ts'
import { readNow } from '../worker/read-now.ts'
import { Server, type ServerOptions, start } from './server.ts'

export type { ServerEvent, ServerReport, SessionState, TimerName } from '../postgres/server/events.ts'
export type { ByteStreams } from './byte-stream.ts'
export type { ServerClock } from './clock.ts'
export { Server, type ServerOptions, ServerState } from './server.ts'
export { type QueryResult, ServerError, Session, type SessionOptions } from './session.ts'

export interface BrowserServerOptions extends ServerOptions {
  /** The address of the folder with the server's files. */
  readonly files: string | URL
}

/** To be called in a worker: some files are fetched while the server waits for them. */
export async function createServer(options: BrowserServerOptions): Promise<Server> {
  const folder = new URL(`${String(options.files).replace(/\/$/, '')}/`, globalThis.location.href)
  const url = (name: string) => new URL(name, folder).href
  const [loader, module, archive] = await Promise.all([
    import(/* @vite-ignore */ url('pglite.mjs')) as Promise<{ default: EmscriptenFactory }>,
    download(url('postgres.wasm')).then((bytes) => WebAssembly.compile(bytes)),
    download(url('postgres.archive')),
  ])
  const files = unpackServerFiles(new Uint8Array(archive), (name) => readNow(url(name)))
  return new Server(await start({ factory: loader.default, module, ...files, cluster: files.image }, options))
}

async function download(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} could not be downloaded: the site answered ${response.status} ${response.statusText}.`)
  return response.arrayBuffer()
}
