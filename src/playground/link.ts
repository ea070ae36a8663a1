/**
 * A program as a part of an address, after its `#`, which no browser sends to any server: `VERSION.SUM.CONTENT`. The content is the program
 * (see `writeProgram`), compressed; the sum tells whether it has come as it was sent.
 */
import { crc32 } from '../examples/crc32.ts'
import { type Program, readProgram, TEXT_AT_MOST, writeProgram } from './program.ts'

const VERSION = 1
/** Some programs by which links are passed on cut longer ones, and browsers have limits of their own. In characters. */
export const LINK_AT_MOST = 100_000
/** What a program can take up as JSON. A few compressed bytes may stand for any number. */
const BYTES_AT_MOST = 6 * TEXT_AT_MOST

const FORM = /^(\d+)\.([0-9a-z]+)\.([\w-]*)$/

/** Whether what follows a `#` is meant to be one. */
export const isLink = (hash: string): boolean => /^\d+\./.test(hash)

/** Null: it would be too long. */
export async function toLink(program: Program): Promise<string | null> {
  const bytes = new TextEncoder().encode(writeProgram(program))
  const compressed = await new Response(through(bytes, new CompressionStream('deflate-raw'))).arrayBuffer()
  const link = `${VERSION}.${crc32(bytes).toString(36)}.${toBase64(new Uint8Array(compressed))}`
  return link.length > LINK_AT_MOST ? null : link
}

/** Throws an Error whose message is for the reader. */
export async function fromLink(link: string): Promise<Program> {
  if (link.length > LINK_AT_MOST) {
    const length = link.length.toLocaleString('en')
    throw new Error(
      `This link has ${length} characters. The playground makes none with more than ${LINK_AT_MOST.toLocaleString('en')}, so it cannot be one of its.`,
    )
  }
  const [, version, sum, content] = FORM.exec(link) ?? []
  if (version !== undefined && Number(version) > VERSION)
    throw new Error('This link was made by a newer playground than this one. Reload the page without the cache, and open the link again.')
  if (version !== undefined && Number(version) < VERSION)
    throw new Error(`This link is of version ${version}, which the playground no longer reads. Ask for it anew.`)
  const bytes = content === undefined ? null : await unpacked(content).catch(() => null)
  if (!bytes || crc32(bytes).toString(36) !== sum)
    throw new Error('This link has been cut or altered on its way, so nothing of it is shown. Ask for it again, and copy all of it.')
  const program = readProgram(new TextDecoder().decode(bytes))
  if (typeof program === 'string') throw new Error(`This link cannot be opened. ${program}`)
  return program
}

const through = (bytes: Uint8Array<ArrayBuffer>, transform: CompressionStream | DecompressionStream): ReadableStream<Uint8Array> =>
  new Blob([bytes]).stream().pipeThrough(transform as unknown as TransformStream<Uint8Array, Uint8Array>)

/** As RFC 4648 has it for addresses, without padding. */
const toBase64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const fromBase64 = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0))

async function unpacked(content: string): Promise<Uint8Array> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  const reader = through(fromBase64(content), new DecompressionStream('deflate-raw')).getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length
    if (length > BYTES_AT_MOST) throw new Error('too long')
    parts.push(part.value as Uint8Array<ArrayBuffer>)
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer())
}
