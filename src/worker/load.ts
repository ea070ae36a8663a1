/** Gets the lab ready in a worker: downloads, compiles, starts. */
import type { PyodideAPI } from 'pyodide'
import type { LoadProgress } from '../messages/run.ts'
import { unpack } from '../postgres/machine/archive.ts'
import type { EmscriptenFactory } from '../postgres/machine/emscripten.ts'
import { withLocalTime } from '../python/host/zones/local-time.ts'
import { Downloads } from './downloads.ts'
import { Lab } from './engine.ts'

type LoadPyodide = (options: Record<string, unknown>) => Promise<PyodideAPI>

/** `base` is where the site keeps the engine. Throws an Error whose message is for the reader. */
export async function loadLab(base: URL, interrupts: Int32Array | null, progress: (progress: LoadProgress) => void): Promise<Lab> {
  let last: LoadProgress = { stage: 'downloading', loaded: 0, total: 0 }
  const tell = (change: Partial<LoadProgress>) => {
    last = { ...last, ...change }
    progress(last)
  }
  // Python starts by itself once its files are there, and takes longest
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
      downloads.bytes('cluster.pack'),
      downloads.bytes('python.pack'),
    ]),
  ])
  tell({ stage: 'starting PostgreSQL' })
  const { files } = unpack(new Uint8Array(python))
  return Lab.start({ factory: loader.default, module, data, cluster: new Uint8Array(cluster), pyodide, python: files }, { interrupts })
}

/** Pyodide fetches its own files; they are ours to give. */
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
