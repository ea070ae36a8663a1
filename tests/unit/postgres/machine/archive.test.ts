/** Archives: a folder in one file. */
import { expect, test } from 'vitest'
import { readArchive, writeArchive } from '../../../../src/postgres/machine/archive.ts'
import type { FileTree } from '../../../../src/postgres/machine/file-tree.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)
const TREE: FileTree = {
  folders: ['a', 'a/deep', 'empty'],
  files: new Map([
    ['one', bytes(1, 2, 3)],
    ['a/two', bytes(4)],
    ['a/deep/same', bytes(1, 2, 3)],
    ['nothing', bytes()],
  ]),
}

test('what is read is what was written, in its order', () => {
  const { folders, files } = readArchive(writeArchive(TREE))
  expect({ folders, files: [...files] }).toEqual({ folders: TREE.folders, files: [...TREE.files] })
})

test('equal contents are stored once', () => {
  const content = new Uint8Array(10_000).fill(7)
  const size = (names: string[]) => writeArchive({ folders: [], files: new Map(names.map((name) => [name, content])) }).length
  expect(size(['a', 'b', 'c']) - size(['a'])).toBeLessThan(100)
})

test('nothing at all', () => {
  expect(readArchive(writeArchive({ folders: [], files: new Map() }))).toEqual({ folders: [], files: new Map() })
})

test('names that are not ASCII, and an archive inside of a larger buffer', () => {
  const archive = writeArchive({ folders: ['ä'], files: new Map([['ä/€', bytes(9)]]) })
  const larger = new Uint8Array(archive.length + 20)
  larger.set(archive, 13)
  expect(readArchive(larger.subarray(13, 13 + archive.length)).files.get('ä/€')).toEqual(bytes(9))
})
