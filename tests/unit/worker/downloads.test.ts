/** Downloads: bytes are counted as they travel, and what fails is named. From a real server on this machine. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { constants, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { KEPT } from '../../../src/offline/kept.ts'
import { writeArchive } from '../../../src/postgres/machine/archive.ts'
import { AS_READ_ARCHIVE } from '../../../src/worker/as-read.ts'
import { Downloads } from '../../../src/worker/downloads.ts'

const CONTENT = Buffer.from('PostgreSQL '.repeat(5000))
const packed = (content: Uint8Array) => zstdCompressSync(content, { params: { [constants.ZSTD_c_checksumFlag]: 1 } })
const ZIPPED = packed(CONTENT)
/** The shortest module. */
const MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)
const file = (bytes: number) => ({ packed: ZIPPED.length, bytes })
const PAIR = { folder: 'abc', archive: null, files: { 'a.data': file(CONTENT.length), 'b.data': file(CONTENT.length) } }
const BUILT = { folder: 'abc', archive: null, files: { ...PAIR.files, 'empty.data': file(0), 'c.wasm': file(MODULE.length) } }

let server: Server
let answer: RequestListener
beforeEach(async () => {
  answer = (_request, response) => response.end(ZIPPED)
  server = createServer((request, response) => answer(request, response))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
})

const base = () => new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/lab/`)
const nothing = () => {}

test('a file is fetched from its folder, and decompressed', async () => {
  const urls: string[] = []
  answer = (request, response) => {
    urls.push(request.url!)
    response.end(ZIPPED)
  }
  const downloads = Downloads.open(base(), BUILT, nothing)
  expect(Buffer.from(await downloads.bytes('b.data')).equals(CONTENT)).toBe(true)
  expect(urls).toEqual(['/lab/abc/b.data'])
  expect(downloads.url('b.data')).toBe(new URL('abc/b.data', base()).href)
})

test('WebAssembly is compiled, whatever type the host says it has', async () => {
  answer = (_request, response) => response.setHeader('content-type', 'text/plain').end(packed(MODULE))
  const downloads = Downloads.open(base(), BUILT, nothing)
  expect(await downloads.compiled('c.wasm')).toBeInstanceOf(WebAssembly.Module)
})

test('what one has downloaded, another need not ask for, and may change without changing it for a third', async () => {
  answer = (request, response) => response.end(request.url!.endsWith('.wasm') ? packed(MODULE) : ZIPPED)
  const first = Downloads.open(base(), BUILT, nothing)
  const [module, bytes] = [await first.compiled('c.wasm'), new Uint8Array(await first.bytes('b.data'))]
  bytes.fill(0)
  answer = (_request, response) => response.writeHead(404).end()
  for (let i = 0; i < 2; i++) {
    const next = Downloads.from(structuredClone({ ...first.kept, modules: new Map() }))
    const again = new Uint8Array(await next.bytes('b.data'))
    expect(Buffer.from(again).equals(CONTENT)).toBe(true)
    again.fill(0)
  }
  expect(await Downloads.from(first.kept).compiled('c.wasm')).toBe(module)
  expect(Downloads.from(first.kept).url('c')).toBe(first.url('c'))
})

describe('given', () => {
  const ARCHIVE = new Uint8Array(writeArchive({ folders: [], files: new Map([['c.file', Uint8Array.of(7)]]) }))
  const built = { ...BUILT, archive: { packed: 0, bytes: ARCHIVE.length } }
  const blob = (content: Uint8Array) => new Blob([new Uint8Array(packed(content))])

  test('files are asked of nobody, nor is what is read later; so it is for the next one', async () => {
    answer = (_request, response) => response.writeHead(404).end()
    const given = new Map([
      ['c.wasm', blob(MODULE)],
      ['b.data', blob(CONTENT)],
      [AS_READ_ARCHIVE, blob(ARCHIVE)],
    ])
    const first = Downloads.given(given, built)
    const module = await first.compiled('c.wasm')
    expect(Buffer.from(await first.bytes('b.data')).equals(CONTENT)).toBe(true)
    expect((await first.now())('c.file')).toEqual(Uint8Array.of(7))
    const next = Downloads.from(first.kept)
    expect(await next.compiled('c.wasm')).toBe(module)
    expect((await next.now())('c.file')).toEqual(Uint8Array.of(7))
  })

  test('what is missing or damaged is named', async () => {
    const downloads = Downloads.given(
      new Map([
        [AS_READ_ARCHIVE, blob(ARCHIVE)],
        ['b.data', new Blob(['cut'])],
      ]),
      built,
    )
    await expect(downloads.bytes('a.data')).rejects.toThrow('a.data is not among what was given.')
    await expect(downloads.failed).rejects.toThrow('a.data is not among what was given.')
    await expect(downloads.bytes('b.data')).rejects.toThrow('came damaged')
    const now = await downloads.now()
    expect(() => now('d.file')).toThrow('d.file is not among what was given.')
  })
})

test('what a host has decompressed already is taken as it is', async () => {
  answer = (_request, response) => response.end(CONTENT)
  const downloads = Downloads.open(base(), BUILT, nothing)
  expect(Buffer.from(await downloads.bytes('b.data')).equals(CONTENT)).toBe(true)
})

test('what the host has compressed once more is decompressed twice', async () => {
  answer = (_request, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(ZIPPED))
  const downloads = Downloads.open(base(), BUILT, nothing)
  expect(Buffer.from(await downloads.bytes('b.data')).equals(CONTENT)).toBe(true)
})

test('an empty file is empty', async () => {
  answer = (_request, response) => response.end()
  expect((await Downloads.open(base(), BUILT, nothing).bytes('empty.data')).byteLength).toBe(0)
})

test('progress is told in bytes as they travel, over all files, and ends at the total', async () => {
  const told: [number, number][] = []
  const downloads = Downloads.open(base(), PAIR, (loaded, total) => told.push([loaded, total]))
  await Promise.all(['a.data', 'b.data'].map((name) => downloads.bytes(name)))
  const total = 2 * ZIPPED.length
  const loaded = told.map(([bytes]) => bytes)
  expect(told.at(-1)).toEqual([total, total])
  expect(loaded).toEqual([...loaded].sort((a, b) => a - b))
  expect(new Set(told.map(([, all]) => all))).toEqual(new Set([total]))
})

test('what the browser has kept is not counted, as it is not downloaded', async () => {
  answer = (request, response) => (request.url!.endsWith('a.data') ? response : response.setHeader(KEPT, 'yes')).end(ZIPPED)
  const told: [number, number][] = []
  const downloads = Downloads.open(base(), PAIR, (loaded, total) => told.push([loaded, total]))
  await downloads.bytes('b.data')
  expect(told).toEqual([])
  await downloads.bytes('a.data')
  expect(told.at(-1)).toEqual([ZIPPED.length, ZIPPED.length])
})

test('one can wait until no more than so many files are coming', async () => {
  const finish: (() => void)[] = []
  answer = (_request, response) => {
    response.write(ZIPPED.subarray(0, 10))
    finish.push(() => response.end(ZIPPED.subarray(10)))
  }
  const downloads = Downloads.open(base(), BUILT, nothing)
  const read = ['a.data', 'b.data'].map((name) => downloads.bytes(name))
  const told: number[] = []
  const remaining = [1, 0].map((files) => downloads.remaining(files).then(() => told.push(files)))
  await vi.waitFor(() => expect(finish).toHaveLength(2))
  expect(told).toEqual([])
  finish[0]!()
  await remaining[0]
  expect(told).toEqual([1])
  finish[1]!()
  await Promise.all([...remaining, ...read])
  await downloads.remaining(0)
})

test('a download that fails is not waited for', async () => {
  answer = (_request, response) => response.writeHead(404).end()
  const downloads = Downloads.open(base(), BUILT, nothing)
  await expect(downloads.bytes('b.data')).rejects.toThrow()
  await downloads.remaining(0)
})

test('progress never goes beyond the total, though a host decompressed the files', async () => {
  answer = (_request, response) => response.end(CONTENT)
  const told: number[] = []
  const downloads = Downloads.open(base(), PAIR, (loaded, total) => told.push(loaded / total))
  await downloads.bytes('a.data')
  expect(Math.max(...told)).toBe(1)
})

test('a file that is not there is named, to who asks and to who waits for any failure', async () => {
  answer = (_request, response) => response.writeHead(404, 'Not Found').end()
  const downloads = Downloads.open(base(), BUILT, nothing)
  const message = 'What runs the examples could not be downloaded: the site answered 404 Not Found. (c.wasm)'
  await expect(downloads.compiled('c.wasm')).rejects.toThrow(message)
  await expect(downloads.failed).rejects.toThrow(message)
})

test('a network that is not there is named so', async () => {
  const downloads = Downloads.open(base(), BUILT, nothing)
  answer = (request) => request.socket.destroy()
  await expect(downloads.bytes('b.data')).rejects.toThrow(
    'What runs the examples could not be downloaded. Is there a connection to the network? (b.data)',
  )
})

test('a connection that breaks in the middle of a file', async () => {
  const downloads = Downloads.open(base(), BUILT, nothing)
  answer = (request, response) => {
    response.setHeader('content-length', ZIPPED.length)
    response.write(ZIPPED.subarray(0, 20), () => request.socket.destroy())
  }
  await expect(downloads.bytes('b.data')).rejects.toThrow()
  await expect(downloads.failed).rejects.toThrow(
    'What runs the examples could not be downloaded. Is there a connection to the network? (b.data)',
  )
})

const DAMAGED = {
  'comes cut, though the host says it is all': ZIPPED.subarray(0, -10),
  'is another one': Buffer.from('<h1>Not found</h1>'),
  'has one wrong bit': ZIPPED.map((byte, i) => (i === ZIPPED.length - 6 ? byte ^ 1 : byte)),
}

test.each(Object.entries(DAMAGED))('a file that %s is asked for once more, past the cache of the browser', async (_what, damaged) => {
  const asked: (string | undefined)[] = []
  answer = (request, response) => {
    asked.push(request.headers['cache-control'])
    response.end(asked.length === 1 ? damaged : ZIPPED)
  }
  const bytes = await Downloads.open(base(), BUILT, nothing).bytes('b.data')
  expect(Buffer.from(bytes).equals(CONTENT)).toBe(true)
  expect(asked).toHaveLength(2)
  expect(asked[1]).toBe('no-cache')
})

test.each(Object.entries(DAMAGED))('a file that always %s is named', async (_what, damaged) => {
  answer = (_request, response) => response.end(damaged)
  const downloads = Downloads.open(base(), BUILT, nothing)
  const message = 'What runs the examples came damaged. If that stays so, the site has to be published anew. (b.data)'
  await expect(downloads.bytes('b.data')).rejects.toThrow(message)
  await expect(downloads.failed).rejects.toThrow(message)
})
