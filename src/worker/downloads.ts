/**
 * Gets the engine's files: downloads them, decompresses them, and reports progress in bytes as they travel; or takes those that the page has
 * kept from a worker before.
 */
import type { EngineFiles } from '../messages/run.ts'
import { KEPT } from '../offline/kept.ts'

/** What the build says of them. */
export interface BuiltFiles {
  /** The name of the folder that they are in, by their content. */
  readonly folder: string
  /** How many bytes of each travel. */
  readonly files: Readonly<Record<string, number>>
}

const TYPES: Readonly<Record<string, string>> = { '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json' }
/** The first bytes of gzip's format. A host may have decompressed the file already. */
const GZIP = [0x1f, 0x8b]

/** The browser's own: load.ts replaces the global one while Pyodide starts. */
const fetchFromSite = globalThis.fetch.bind(globalThis)

export class Downloads {
  /** Rejects when a download fails: Pyodide, for one, does not report it. */
  readonly failed: Promise<never>
  #fail!: (reason: Error) => void
  /** The address of the folder that the files are in. */
  readonly #folder: string
  /** The bytes of each, as it travels. */
  readonly #sizes: Readonly<Record<string, number>>
  /** Of all but those that the browser has kept. */
  #total: number
  readonly #progress: (loaded: number, total: number) => void
  #loaded = 0
  /** What has been asked for and has not all come. */
  readonly #coming = new Set<Promise<void>>()
  readonly #blobs: Map<string, Blob>
  readonly #modules: Map<string, WebAssembly.Module>

  private constructor(kept: EngineFiles, sizes: Readonly<Record<string, number>>, progress: (loaded: number, total: number) => void) {
    this.#folder = kept.folder
    this.#blobs = new Map(kept.blobs)
    this.#modules = new Map(kept.modules)
    this.#sizes = sizes
    this.#total = Object.values(sizes).reduce((sum, bytes) => sum + bytes, 0)
    this.#progress = progress
    this.failed = new Promise((_, reject) => {
      this.#fail = reject
    })
    this.failed.catch(() => {})
  }

  /** `base` is what the folder is in. */
  static open(base: URL, { folder, files }: BuiltFiles, progress: (loaded: number, total: number) => void): Downloads {
    return new Downloads({ folder: new URL(`${folder}/`, base).href, blobs: new Map(), modules: new Map() }, files, progress)
  }

  /** With what a worker before has downloaded. */
  static from(kept: EngineFiles): Downloads {
    return new Downloads(kept, {}, () => {})
  }

  /** Once no more than so many files are coming. */
  async remaining(files: number): Promise<void> {
    while (this.#coming.size > files) await Promise.race(this.#coming)
  }

  /** What there is by now, for workers to come. */
  get kept(): EngineFiles {
    return { folder: this.#folder, blobs: this.#blobs, modules: this.#modules }
  }

  /** The address of a file. */
  url(name: string): string {
    return new URL(name, this.#folder).href
  }

  /** A file, decompressed while it arrives. Throws an Error that names it. */
  async #stream(name: string): Promise<Response> {
    const { promise: arrived, resolve } = Promise.withResolvers<void>()
    this.#coming.add(arrived)
    void arrived.then(() => this.#coming.delete(arrived))
    try {
      return await this.#download(name, resolve)
    } catch (error) {
      this.#fail(error as Error)
      resolve()
      throw error
    }
  }

  async #download(name: string, arrived: () => void): Promise<Response> {
    const response = await request(name, this.url(name))
    if (!response.body) throw new Error(`${name} came without content.`)
    const isKept = response.headers.has(KEPT)
    if (isKept) this.#total -= this.#sizes[name] ?? 0
    const transform: Transformer<Uint8Array, Uint8Array>['transform'] = (chunk, controller) => {
      if (!isKept) {
        this.#loaded += chunk.length
        this.#progress(Math.min(this.#loaded, this.#total), this.#total)
      }
      controller.enqueue(chunk)
    }
    // What travels need not wait for what is being compiled
    const counted = new TransformStream({ transform }, {}, { highWaterMark: Number.POSITIVE_INFINITY })
    response.body
      .pipeTo(counted.writable)
      .catch(() => this.#fail(interrupted(name)))
      .then(arrived)
    const extension = name.slice(name.lastIndexOf('.'))
    return new Response(await decompressed(counted.readable), {
      headers: { 'content-type': TYPES[extension] ?? 'application/octet-stream' },
    })
  }

  /** Imports a script, from a Blob: it is compressed, and hosts disagree on the type of `.mjs`. */
  async module<Exports>(name: string): Promise<Exports> {
    const blob = this.#blobs.get(name) ?? (await (await this.#stream(name)).blob())
    this.#blobs.set(name, blob)
    const url = URL.createObjectURL(blob)
    try {
      return (await import(/* @vite-ignore */ url)) as Exports
    } finally {
      URL.revokeObjectURL(url)
    }
  }

  /** Compiles while it arrives. */
  async compiled(name: string): Promise<WebAssembly.Module> {
    const module = this.#modules.get(name) ?? (await WebAssembly.compileStreaming(this.#stream(name)))
    this.#modules.set(name, module)
    return module
  }

  async bytes(name: string): Promise<ArrayBuffer> {
    const kept = this.#blobs.get(name)
    if (kept) return kept.arrayBuffer()
    const bytes = await (await this.#stream(name)).arrayBuffer()
    this.#blobs.set(name, new Blob([bytes]))
    return bytes
  }
}

const interrupted = (name: string) =>
  new Error(`What runs the examples could not be downloaded. Is there a connection to the network? (${name})`)

async function request(name: string, url: string): Promise<Response> {
  const response = await fetchFromSite(url).catch(() => {
    throw interrupted(name)
  })
  if (!response.ok)
    throw new Error(
      `What runs the examples could not be downloaded: the site answered ${response.status} ${response.statusText}. (${name})`,
    )
  return response
}

async function decompressed(stream: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>> {
  const [look, rest] = stream.tee()
  const reader = look.getReader()
  const { value } = await reader.read()
  void reader.cancel()
  if (value === undefined || !GZIP.every((byte, i) => value[i] === byte)) return rest
  return rest.pipeThrough(new DecompressionStream('gzip') as unknown as TransformStream<Uint8Array, Uint8Array>)
}
