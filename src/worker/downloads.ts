/** Fetches the engine's files, counting bytes as they travel, and decompresses them. Imports nothing. */

interface Manifest {
  readonly folder: string
  readonly files: Readonly<Record<string, number>>
}

const TYPES: Readonly<Record<string, string>> = { '.wasm': 'application/wasm', '.json': 'application/json' }
/** The first bytes of gzip's format. A host may have decompressed the file already. */
const GZIP = [0x1f, 0x8b]

export class Downloads {
  readonly #base: URL
  readonly #manifest: Manifest
  readonly #progress: (loaded: number, total: number) => void
  #loaded = 0

  private constructor(base: URL, manifest: Manifest, progress: (loaded: number, total: number) => void) {
    this.#base = base
    this.#manifest = manifest
    this.#progress = progress
  }

  /** `base` is the folder with `manifest.json`. */
  static async open(base: URL, progress: (loaded: number, total: number) => void): Promise<Downloads> {
    const url = new URL('manifest.json', base)
    return new Downloads(base, (await (await request(url, 'no-cache')).json()) as Manifest, progress)
  }

  /** Where a file is, for what loads it by itself. */
  url(name: string): string {
    return new URL(`${this.#manifest.folder}/${name}`, this.#base).href
  }

  /** The file, decompressed while it arrives. Throws an Error that names it. */
  async response(name: string): Promise<Response> {
    const response = await request(new URL(this.url(name)), 'default')
    if (!response.body) throw new Error(`${name} came without content.`)
    const total = Object.entries(this.#manifest.files).reduce((sum, [file, bytes]) => sum + (file.endsWith('.mjs') ? 0 : bytes), 0)
    const counted = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk, controller) => {
          this.#loaded += chunk.length
          this.#progress(Math.min(this.#loaded, total), total)
          controller.enqueue(chunk)
        },
      }),
    )
    const extension = name.slice(name.lastIndexOf('.'))
    return new Response(await decompressed(counted), { headers: { 'content-type': TYPES[extension] ?? 'application/octet-stream' } })
  }

  async bytes(name: string): Promise<ArrayBuffer> {
    return (await this.response(name)).arrayBuffer()
  }
}

async function request(url: URL, cache: RequestCache): Promise<Response> {
  const name = url.pathname.slice(url.pathname.lastIndexOf('/') + 1)
  const response = await fetch(url, { cache }).catch(() => {
    throw new Error(`${name} could not be downloaded. Is the connection to the network there?`)
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
