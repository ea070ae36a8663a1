/** Downloads the engine's files, decompresses them, and reports progress in bytes as they travel. */

interface Manifest {
  readonly folder: string
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
  readonly #base: URL
  readonly #manifest: Manifest
  readonly #progress: (loaded: number, total: number) => void
  #loaded = 0

  private constructor(base: URL, manifest: Manifest, progress: (loaded: number, total: number) => void) {
    this.#base = base
    this.#manifest = manifest
    this.#progress = progress
    this.failed = new Promise((_, reject) => {
      this.#fail = reject
    })
    this.failed.catch(() => {})
  }

  /** `base` is the folder with `manifest.json`. */
  static async open(base: URL, progress: (loaded: number, total: number) => void): Promise<Downloads> {
    const url = new URL('manifest.json', base)
    return new Downloads(base, (await (await request(url, 'no-cache')).json()) as Manifest, progress)
  }

  /** The address of a file. */
  url(name: string): string {
    return new URL(`${this.#manifest.folder}/${name}`, this.#base).href
  }

  /** A file, decompressed while it arrives. Throws an Error that names it. */
  async response(name: string): Promise<Response> {
    try {
      return await this.#response(name)
    } catch (error) {
      this.#fail(error as Error)
      throw error
    }
  }

  async #response(name: string): Promise<Response> {
    const response = await request(new URL(this.url(name)), 'default')
    if (!response.body) throw new Error(`${name} came without content.`)
    const total = Object.values(this.#manifest.files).reduce((sum, bytes) => sum + bytes, 0)
    const counted = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        this.#loaded += chunk.length
        this.#progress(Math.min(this.#loaded, total), total)
        controller.enqueue(chunk)
      },
    })
    response.body.pipeTo(counted.writable).catch(() => this.#fail(interrupted(name)))
    const extension = name.slice(name.lastIndexOf('.'))
    return new Response(await decompressed(counted.readable), {
      headers: { 'content-type': TYPES[extension] ?? 'application/octet-stream' },
    })
  }

  /** Imports a script, from a Blob: it is compressed, and hosts disagree on the type of `.mjs`. */
  async module<Exports>(name: string): Promise<Exports> {
    const url = URL.createObjectURL(await (await this.response(name)).blob())
    try {
      return (await import(/* @vite-ignore */ url)) as Exports
    } finally {
      URL.revokeObjectURL(url)
    }
  }

  async bytes(name: string): Promise<ArrayBuffer> {
    return (await this.response(name)).arrayBuffer()
  }
}

const interrupted = (name: string) => new Error(`${name} could not be downloaded. Is there a connection to the network?`)

async function request(url: URL, cache: RequestCache): Promise<Response> {
  const name = url.pathname.slice(url.pathname.lastIndexOf('/') + 1)
  const response = await fetchFromSite(url, { cache }).catch(() => {
    throw interrupted(name)
  })
  if (!response.ok) throw new Error(`${name} could not be downloaded: the site answered ${response.status} ${response.statusText}.`)
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
