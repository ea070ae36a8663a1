/** Files made ready for a static host: compressed, listed with their sizes, in a folder named by what is in them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { prepareDownloads } from '../../../../src/integrations/sessions-for-pglite/downloads.ts'
import { readArchive } from '../../../../src/postgres/machine/archive.ts'

const cache = mkdtempSync(path.join(tmpdir(), 'downloads-'))
afterAll(() => rmSync(cache, { recursive: true }))

const files = (content: string) =>
  new Map([
    ['a.wasm', new TextEncoder().encode(content.repeat(1000))],
    ['b.mjs', new TextEncoder().encode('export default 1')],
  ])

test('what travels is compressed', async () => {
  const prepared = await prepareDownloads(files('x'), new Map(), cache)
  expect(readdirSync(prepared.path)).toEqual([prepared.folder])
  const file = (name: string) => readFileSync(path.join(prepared.path, prepared.folder, name))
  expect(zstdDecompressSync(file('a.wasm')).toString()).toBe('x'.repeat(1000))
  expect(zstdDecompressSync(file('b.mjs')).toString()).toBe('export default 1')
  expect(prepared.files).toEqual({
    'a.wasm': { packed: file('a.wasm').length, bytes: 1000 },
    'b.mjs': { packed: file('b.mjs').length, bytes: 16 },
  })
})

test('files that are fetched when they are read lie there as they are, and change the name of the folder', async () => {
  const asRead = (content: string) => new Map([['c.file', new TextEncoder().encode(content)]])
  const prepared = await prepareDownloads(files('x'), asRead('one'), cache)
  expect(readFileSync(path.join(prepared.path, prepared.folder, 'c.file'), 'utf8')).toBe('one')
  expect(Object.keys(prepared.files)).toEqual(['a.wasm', 'b.mjs'])
  expect((await prepareDownloads(files('x'), asRead('two'), cache)).folder).not.toBe(prepared.folder)
})

test('an archive has all that is fetched as it is read, and is no file that every page needs', async () => {
  const asRead = new Map([['c.file', new TextEncoder().encode('three')]])
  const prepared = await prepareDownloads(files('x'), asRead, cache, 'all.archive')
  const archive = readFileSync(path.join(prepared.path, prepared.folder, 'all.archive'))
  const content = new Uint8Array(zstdDecompressSync(archive))
  expect(prepared.archive).toEqual({ packed: archive.length, bytes: content.length })
  expect(Object.keys(prepared.files)).toEqual(['a.wasm', 'b.mjs'])
  expect(readArchive(content).files.get('c.file')).toEqual(asRead.get('c.file'))
  // A folder that was made without it lacks it
  expect((await prepareDownloads(files('x'), asRead, cache)).folder).not.toBe(prepared.folder)
})

test('the same files have the same folder, written once; other files have another', async () => {
  const prepared = await prepareDownloads(files('y'), new Map(), cache)
  const written = statSync(path.join(prepared.path, prepared.folder, 'a.wasm')).ino
  expect(await prepareDownloads(files('y'), new Map(), cache)).toEqual(prepared)
  expect(statSync(path.join(prepared.path, prepared.folder, 'a.wasm')).ino).toBe(written)
  expect((await prepareDownloads(files('z'), new Map(), cache)).folder).not.toBe(prepared.folder)
})

test('several at once do not disturb each other, and leave nothing else behind', async () => {
  const prepared = await Promise.all([1, 2].map((process) => prepareDownloads(files(`w${process}`), new Map(), cache)))
  expect(prepared.map(({ path }) => readdirSync(path))).toEqual(prepared.map(({ folder }) => [folder]))
  expect(readdirSync(cache).filter((name) => name.includes('.'))).toEqual([])
})
