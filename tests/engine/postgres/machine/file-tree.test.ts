/** Folders as values: written, read and restored in the server's file system. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FileTree, readTree, restoreTree, writeTree } from '../../../../src/postgres/machine/file-tree.ts'
import { Server } from '../server.ts'

const { files: fs } = await new Server().start()
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
const sorted = ({ folders, files }: FileTree) => ({ folders: [...folders].sort(), files: [...files].sort(([a], [b]) => (a < b ? -1 : 1)) })

describe('a tree in the file system', () => {
  let root = ''
  let made = 0
  beforeEach(() => {
    vi.useFakeTimers({ now: 1000, toFake: ['Date'] })
    root = `/scratch${made++}`
    writeTree(fs, root, TREE)
    vi.setSystemTime(2000)
  })
  afterEach(() => vi.useRealTimers())

  test('is read as it was written, and closed to others', () => {
    expect(sorted(readTree(fs, root))).toEqual(sorted(TREE))
    expect(fs.stat(root).mode & 0o777).toBe(0o700)
  })

  test('what is read is a copy', () => {
    const read = readTree(fs, root)
    fs.writeFile(`${root}/one`, bytes(9, 9, 9))
    expect(read.files.get('one')).toEqual(bytes(1, 2, 3))
  })

  test.each<[string, () => void]>([
    ['changed, with the size it had', () => fs.writeFile(`${root}/one`, bytes(3, 2, 1))],
    ['longer', () => fs.writeFile(`${root}/a/two`, bytes(4, 5))],
    ['emptied', () => fs.writeFile(`${root}/one`, bytes())],
    ['removed', () => fs.unlink(`${root}/a/deep/same`)],
    ['new', () => fs.writeFile(`${root}/a/three`, bytes(1))],
  ])('a file that is %s', (_how, change) => {
    change()
    expect(sorted(readTree(fs, root))).not.toEqual(sorted(TREE))
    restoreTree(fs, root, TREE, 2000)
    expect(sorted(readTree(fs, root))).toEqual(sorted(TREE))
  })

  test('new folders with files in them, and folders that are gone', () => {
    fs.mkdirTree(`${root}/b/c`)
    fs.writeFile(`${root}/b/c/d`, bytes(1))
    for (const file of ['a/deep/same', 'a/two']) fs.unlink(`${root}/${file}`)
    for (const folder of ['a/deep', 'a', 'empty']) fs.rmdir(`${root}/${folder}`)
    restoreTree(fs, root, TREE, 2000)
    expect(sorted(readTree(fs, root))).toEqual(sorted(TREE))
  })

  test('what was not touched is not written', () => {
    const write = vi.spyOn(fs, 'writeFile')
    fs.writeFile(`${root}/one`, bytes(3, 2, 1))
    write.mockClear()
    restoreTree(fs, root, TREE, 2000)
    expect(write.mock.calls.map(([path]) => path)).toEqual([`${root}/one`])
    write.mockRestore()
  })
})
