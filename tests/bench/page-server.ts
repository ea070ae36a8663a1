/** Serves several folders as a static host does that compresses files, and lets browsers keep them: without that, nothing would ever be warm. */
import { readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { Readable, type Transform } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { type Link, simulate } from './link.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
}

interface Sent {
  readonly bytes: Buffer
  readonly encoding: 'gzip' | undefined
}

/** The first bytes of Zstandard's format, and of gzip's. */
const COMPRESSED = [
  [0x28, 0xb5, 0x2f, 0xfd],
  [0x1f, 0x8b],
]

/** As it travels: the engine's files are compressed already. */
function read(file: string): Sent {
  const bytes = readFileSync(file)
  const isCompressed = COMPRESSED.some((first) => first.every((byte, i) => bytes[i] === byte))
  return isCompressed ? { bytes, encoding: undefined } : { bytes: gzipSync(bytes, { level: 9 }), encoding: 'gzip' }
}

export interface PageServer {
  readonly address: string
  /** Of bodies, since it was set to 0. */
  sentBytes: number
  /** null: as fast as this machine can. */
  link(link: Link | null): void
  close(): void
}

/** `folders` by the first part of the path they are below. */
export async function servePages(folders: Readonly<Record<string, string>>): Promise<PageServer> {
  const sent = new Map<string, Sent>()
  let through: (() => Transform) | null = null
  const server = createServer((request, response) => {
    const [, first = '', ...rest] = decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname).split('/')
    const folder = folders[first]
    const file = folder !== undefined && path.join(folder, ...rest, rest.at(-1) === '' ? 'index.html' : '')
    const found = file ? statSync(file, { throwIfNoEntry: false }) : undefined
    if (!file || !found?.isFile()) return void response.writeHead(404).end()
    if (!sent.has(file)) sent.set(file, read(file))
    const { bytes, encoding } = sent.get(file)!
    pages.sentBytes += bytes.length
    response.writeHead(200, {
      'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
      'content-length': bytes.length,
      ...(encoding && { 'content-encoding': encoding }),
      'last-modified': found.mtime.toUTCString(),
      'cache-control': 'public, max-age=3600',
    })
    // The client may leave in the middle
    response.on('error', () => {})
    if (through) Readable.from(pieces(bytes)).pipe(through()).pipe(response)
    else response.end(bytes)
  })
  const pages: PageServer = {
    address: '',
    sentBytes: 0,
    link: (link) => {
      through = link && simulate(link)
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(pages, { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}

const PIECE = 16 * 1024

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE)
}
