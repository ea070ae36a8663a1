/** Gets the engine ready in a worker: downloads, compiles, starts. */
import type { PyodideAPI } from 'pyodide'
import type { LoadProgress } from '../messages/run.ts'
import type { EmscriptenFactory } from '../postgres/machine/emscripten.ts'
import type { MachineParts } from '../postgres/machine/machine.ts'
import { type ServerFiles, unpackServerFiles } from '../postgres/server/files.ts'
import { downloadName } from '../python/host/files/python-files.ts'
import type { CreateModule } from '../python/host/internals.ts'
import { pyodideOptions } from '../python/host/options.ts'
import { Downloads } from './downloads.ts'
import { Engine } from './engine.ts'
import { readPythonArchive } from './python-archive.ts'
import { readNow } from './read-now.ts'
import { timed } from './timed.ts'

type LoadPyodide = (options: Record<string, unknown>) => Promise<PyodideAPI>

/** `base` is where the engine's files are. Throws an Error whose message is for the reader. */
export async function loadEngine(base: URL, interrupts: Int32Array | null, progress: (progress: LoadProgress) => void): Promise<Engine> {
  let last: LoadProgress = { stage: 'downloading', loaded: 0, total: 0 }
  const tell = (change: Partial<LoadProgress>) => {
    last = { ...last, ...change }
    progress(last)
  }
  let starting: 'starting Python' | 'starting PostgreSQL' = 'starting Python'
  const downloads = await Downloads.open(base, (loaded, total) => tell({ stage: loaded < total ? 'downloading' : starting, loaded, total }))
  // Asked for in the order in which they are needed: Python starts, and imports the driver, while the server's files still come
  const python = loadPython(downloads)
  const server = loadServer(downloads)
  server.catch(() => {})
  const start = async () => {
    const pyodide = await python
    starting = 'starting PostgreSQL'
    return Engine.start({ pyodide, server: server.finally(() => tell({ stage: starting })) }, { interrupts })
  }
  return Promise.race([downloads.failed, start()])
}

async function loadServer(downloads: Downloads): Promise<MachineParts & ServerFiles> {
  const loader = downloads.module<{ default: EmscriptenFactory }>('pglite.mjs')
  const compiled = downloads.response('postgres.wasm').then((response) => WebAssembly.compileStreaming(response))
  const unpacked = downloads.bytes('postgres.archive').then((bytes) => unpackServerFiles(new Uint8Array(bytes)))
  const [{ default: factory }, module, files] = await Promise.all([loader, compiled, unpacked])
  return { factory, module, ...files }
}

/** Pyodide fetches its files by itself: its requests are answered from the downloads. */
async function loadPython(downloads: Downloads): Promise<PyodideAPI> {
  const loader = downloads.module<{ loadPyodide: LoadPyodide }>('pyodide.mjs')
  const script = downloads.module<{ default: CreateModule }>('pyodide.asm.mjs')
  const wasm = downloads.response('pyodide.asm.wasm')
  wasm.catch(() => {})
  const archive = downloads.bytes('python.archive').then((bytes) => {
    return readPythonArchive(new Uint8Array(bytes), (path) => readNow(downloads.url(downloadName(path))))
  })
  // If one of them fails Pyodide would go on without: let it wait, as nobody waits for it any more
  const neverFails = <T>(promise: Promise<T>) => promise.catch(() => new Promise<never>(() => {}))
  const files = neverFails(archive.then(({ files }) => files))
  const lock = neverFails(archive.then(({ lock }) => lock))
  const [{ loadPyodide }, { default: create }] = await Promise.all([loader, script])
  const indexURL = downloads.url('')
  const original = globalThis.fetch
  globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    return url === `${indexURL}pyodide.asm.wasm` ? wasm : original(input, init)
  }
  try {
    const options = { indexURL, stdLibURL: 'data:,', ...pyodideOptions(create, files, lock) }
    return await timed('starting Python', () => loadPyodide(options))
  } finally {
    globalThis.fetch = original
  }
}
