/** Fetches one of the engine's files, and unpacks it: the build has compressed it with Zstandard, whose decoder is WebAssembly. */
import { ZSTDDecoder } from 'zstddec'
import { KEPT } from '../offline/kept.ts'
import { interrupted, nameIn, requestFile } from './request-file.ts'

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

const decoder = new ZSTDDecoder()

/** Has the decoder ready. It fetches a `data:` URL with the global function. */
export const prepareUnpacking = (): Promise<void> => decoder.init()

/** Throws an Error that names it. What comes damaged is fetched once more: the browser's own cache may have had half of it. */
export async function fetchFile(url: string, { bytes: size }: BuiltFile, listener: ArrivalListener): Promise<ArrayBuffer> {
  for (const cache of ['default', 'reload'] as const) {
    const packed = await receive(url, await requestFile(url, cache), listener)
    listener.arrived()
    const bytes = await unpacked(packed, size)
    if (bytes.length === size) return bytes.buffer
  }
  throw damaged(nameIn(url))
}

/** Unpacks one that has been fetched already. Throws an Error that names it. */
export async function unpackFile(name: string, packed: Blob, { bytes: size }: BuiltFile): Promise<ArrayBuffer> {
  const bytes = await unpacked(new Uint8Array(await packed.arrayBuffer()), size)
  if (bytes.length !== size) throw damaged(name)
  return bytes.buffer
}

const damaged = (name: string) =>
  new Error(`What runs the examples came damaged. If that stays so, the site has to be published anew. (${name})`)

async function receive(url: string, response: Response, listener: ArrivalListener): Promise<Uint8Array<ArrayBuffer>> {
  try {
    if (!response.headers.has(KEPT)) return await read(response.body!, listener)
    listener.kept()
    return new Uint8Array(await response.arrayBuffer())
  } catch {
    throw interrupted(url)
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
