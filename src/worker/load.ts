/** Gets the engine ready in a worker: downloads, compiles, starts. */
import type { PyodideAPI } from 'pyodide'
import type { EngineFiles, GivenFiles, LoadProgress } from '../messages/run.ts'
import { downloadName } from '../python/host/files/python-files.ts'
import { readPythonImage } from '../python/host/image/python-image.ts'
import type { CreateModule } from '../python/host/internals.ts'
import { pyodideOptions } from '../python/host/options.ts'
import { Downloads } from './downloads.ts'
import { Engine } from './engine.ts'
import { loadServer } from './load-server.ts'
import { readPythonArchive } from './python-archive.ts'
import { timed } from './timed.ts'

type LoadPyodide = (options: Record<string, unknown>) => Promise<PyodideAPI>

export interface LoadOptions {
  /** Where the engine's files are. */
  readonly base: () => URL
  /** What a worker before has downloaded. */
  readonly files: EngineFiles | null
  /** What the page has downloaded for a worker that cannot. */
  readonly given: GivenFiles | null
  readonly interrupts: Int32Array | null
  readonly progress: (progress: LoadProgress) => void
  /** Hears what has been downloaded, if anything. */
  readonly downloaded: (files: EngineFiles) => void
}

/** An engine for one run. Throws an Error whose message is for the reader. */
export async function loadEngine({ base, files, given, interrupts, progress, downloaded }: LoadOptions): Promise<Engine> {
  let last: LoadProgress = { stage: 'starting Python', loaded: 0, total: 0 }
  const tell = (change: Partial<LoadProgress>) => {
    last = { ...last, ...change }
    progress(last)
  }
  let starting: 'starting Python' | 'starting PostgreSQL' = 'starting Python'
  const count = (loaded: number, total: number) => tell({ stage: loaded < total ? 'downloading' : starting, loaded, total })
  const downloads = files
    ? Downloads.from(files)
    : given
      ? Downloads.given(given, import.meta.env.ENGINE_FILES)
      : Downloads.open(base(), import.meta.env.ENGINE_FILES, count)
  // Python starts, and imports the driver, while the server's files still come. All at once they would share the way, and come late together
  const python = loadPython(downloads)
  const server = downloads.remaining(1).then(() => loadServer(downloads))
  // Those are the last to come
  server.then(() => performance.measure('downloading', { start: 0 })).catch(() => {})
  const start = async () => {
    const pyodide = await python
    starting = 'starting PostgreSQL'
    return Engine.start({ pyodide, server: server.finally(() => tell({ stage: starting })) }, { interrupts })
  }
  const engine = await Promise.race([downloads.failed, start()])
  if (!files) downloaded(downloads.kept)
  return engine
}

/** Pyodide fetches and compiles its WebAssembly by itself: meanwhile the two functions with which it does so answer from the downloads. */
async function loadPython(downloads: Downloads): Promise<PyodideAPI> {
  const loader = downloads.module<{ loadPyodide: LoadPyodide }>('pyodide.mjs')
  const script = downloads.module<{ default: CreateModule }>('pyodide.asm.mjs')
  const compiled = downloads.compiled('pyodide.asm.wasm')
  const { promise: failed, reject: fail } = Promise.withResolvers<never>()
  const archive = Promise.all([downloads.bytes('python.archive'), downloads.now()]).then(([bytes, now]) => {
    return readPythonArchive(new Uint8Array(bytes), (path) => now(downloadName(path)))
  })
  // If one of them fails Pyodide would go on without, or say nothing: let it wait, as nobody waits for it any more
  const orFail = <T>(promise: Promise<T>) =>
    promise.catch((error) => {
      fail(error)
      return new Promise<never>(() => {})
    })
  const image = orFail(downloads.bytes('python.image').then((bytes) => readPythonImage(new Uint8Array(bytes))))
  const files = orFail(archive.then(({ files }) => files))
  const lock = orFail(archive.then(({ lock }) => lock))
  const [{ loadPyodide }, { default: create }] = await Promise.all([loader, script])
  const indexURL = downloads.url('')
  const { fetch } = globalThis
  const { instantiateStreaming } = WebAssembly
  const instance = async (imports: WebAssembly.Imports) => {
    const module = await compiled
    return { module, instance: await WebAssembly.instantiate(module, imports) }
  }
  globalThis.fetch = async () => new Response()
  Object.assign(WebAssembly, { instantiateStreaming: (_response: unknown, imports: WebAssembly.Imports) => orFail(instance(imports)) })
  try {
    const options = { indexURL, stdLibURL: 'data:,', ...pyodideOptions({ create, files, lock, image }) }
    return await Promise.race([failed, timed('starting Python', () => loadPyodide(options))])
  } finally {
    Object.assign(globalThis, { fetch })
    Object.assign(WebAssembly, { instantiateStreaming })
  }
}
