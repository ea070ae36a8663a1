/** Fetches one of the engine's files, and unpacks it: the build has compressed it with Zstandard, whose decoder is WebAssembly. */
import { ZSTDDecoder } from 'zstddec'
import { KEPT } from '../offline/kept.ts'

/** What the build says of a file. */
export interface BuiltFile {
  /** How many bytes of it travel. */
  readonly packed: number
  /** How many it has. */
  readonly bytes: number
}

/** Hears what comes. */
export interface ArrivalListener {
  /** It is not downloaded: the browser has kept it. */
  kept(): void
  /** So many bytes have travelled. */
  came(bytes: number): void
  /** All that travels is here. */
  arrived(): void
}

/** The first bytes of Zstandard's format. A host may have decompressed the file already. */
const ZSTANDARD = [0x28, 0xb5, 0x2f, 0xfd]

/** The browser's own: load.ts replaces the global one while Pyodide starts. */
const fetchFromSite = globalThis.fetch.bind(globalThis)

const decoder = new ZSTDDecoder()

/** Has the decoder ready. It fetches a `data:` URL with the global function. */
export const prepareUnpacking = (): Promise<void> => decoder.init()

/** Throws an Error that names it. What comes damaged is fetched once more: the browser's own cache may have had half of it. */
export async function fetchFile(url: string, { bytes: size }: BuiltFile, listener: ArrivalListener): Promise<ArrayBuffer> {
  const name = url.slice(url.lastIndexOf('/') + 1)
  for (const cache of ['default', 'reload'] as const) {
    const packed = await receive(name, await request(name, url, cache), listener)
    listener.arrived()
    const bytes = await unpacked(packed, size)
    if (bytes.length === size) return bytes.buffer
  }
  throw damaged(name)
}

/** Unpacks one that has been fetched already. Throws an Error that names it. */
export async function unpackFile(name: string, packed: Blob, { bytes: size }: BuiltFile): Promise<ArrayBuffer> {
  const bytes = await unpacked(new Uint8Array(await packed.arrayBuffer()), size)
  if (bytes.length !== size) throw damaged(name)
  return bytes.buffer
}

const damaged = (name: string) =>
  new Error(`What runs the examples came damaged. If that stays so, the site has to be published anew. (${name})`)

const interrupted = (name: string) =>
  new Error(`What runs the examples could not be downloaded. Is there a connection to the network? (${name})`)

async function request(name: string, url: string, cache: RequestCache): Promise<Response> {
  const response = await fetchFromSite(url, { cache }).catch(() => {
    throw interrupted(name)
  })
  if (!response.ok)
    throw new Error(
      `What runs the examples could not be downloaded: the site answered ${response.status} ${response.statusText}. (${name})`,
    )
  return response
}

async function receive(name: string, response: Response, listener: ArrivalListener): Promise<Uint8Array<ArrayBuffer>> {
  try {
    if (!response.headers.has(KEPT)) return await read(response.body!, listener)
    listener.kept()
    return new Uint8Array(await response.arrayBuffer())
  } catch {
    throw interrupted(name)
  }
}

async function read(body: ReadableStream<Uint8Array>, listener: ArrivalListener): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = []
  const reader = body.getReader()
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    pieces.push(value!)
    listener.came(value!.length)
  }
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Of another length if the content is damaged: the decoder does not throw. */
async function unpacked(packed: Uint8Array<ArrayBuffer>, size: number): Promise<Uint8Array<ArrayBuffer>> {
  if (!ZSTANDARD.every((byte, i) => packed[i] === byte)) return packed
  await prepareUnpacking()
  return decoder.decode(packed, size) as Uint8Array<ArrayBuffer>
}
