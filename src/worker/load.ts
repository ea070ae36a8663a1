/** Gets the engine ready in a worker: downloads, compiles, starts. */
import type { PyodideAPI } from 'pyodide'
import type { LoadProgress } from '../messages/run.ts'
import { readArchive } from '../postgres/machine/archive.ts'
import type { EmscriptenFactory } from '../postgres/machine/emscripten.ts'
import { withLocalTime } from '../python/host/zones/local-time.ts'
import { Downloads } from './downloads.ts'
import { Engine } from './engine.ts'

type LoadPyodide = (options: Record<string, unknown>) => Promise<PyodideAPI>

/** `base` is where the engine's files are. Throws an Error whose message is for the reader. */
export async function loadEngine(base: URL, interrupts: Int32Array | null, progress: (progress: LoadProgress) => void): Promise<Engine> {
  let last: LoadProgress = { stage: 'downloading', loaded: 0, total: 0 }
  const tell = (change: Partial<LoadProgress>) => {
    last = { ...last, ...change }
    progress(last)
  }
  // Python starts as soon as its files have come, and takes longest
  const downloads = await Downloads.open(base, (loaded, total) =>
    tell({ stage: loaded < total ? 'downloading' : 'starting Python', loaded, total }),
  )
  const compile = async (name: string) => WebAssembly.compileStreaming(downloads.response(name))
  const [pyodide, loader, module, data, cluster, python] = await Promise.race([
    downloads.failed,
    Promise.all([
      loadPython(downloads),
      downloads.module<{ default: EmscriptenFactory }>('pglite.mjs'),
      compile('postgres.wasm'),
      downloads.bytes('postgres.data'),
      downloads.bytes('cluster.archive'),
      downloads.bytes('python.archive'),
    ]),
  ])
  tell({ stage: 'starting PostgreSQL' })
  const { files } = readArchive(new Uint8Array(python))
  return Engine.start({ factory: loader.default, module, data, cluster: new Uint8Array(cluster), pyodide, python: files }, { interrupts })
}

/** Pyodide fetches its files by itself: its requests are answered from the downloads. */
async function loadPython(downloads: Downloads): Promise<PyodideAPI> {
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
    downloads.module<{ loadPyodide: LoadPyodide }>('pyodide.mjs'),
    downloads.module<{ default: Parameters<typeof withLocalTime>[0] }>('pyodide.asm.mjs'),
  ])
  const indexURL = downloads.url('')
  const original = globalThis.fetch
  globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    return url.startsWith(indexURL) ? downloads.response(url.slice(indexURL.length)) : original(input, init)
  }
  try {
    return await loadPyodide({ indexURL, createPyodideModule: withLocalTime(createPyodideModule) })
  } finally {
    globalThis.fetch = original
  }
}
