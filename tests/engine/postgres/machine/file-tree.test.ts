/** Folders as values: mounted, read and restored in the server's file system. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { FileNode, FileStream, FileSystem } from '../../../../src/postgres/machine/emscripten.ts'
import { type FileTree, joinTrees, mountTree, readTree, restoreTree, subtree } from '../../../../src/postgres/machine/file-tree.ts'
import { Server } from '../server.ts'

type Files = FileSystem & {
  open(path: string, mode: string): FileStream
  truncate(path: string, size: number): void
  symlink(target: string, path: string): void
}
const fs = (await new Server().start()).files as Files
let open: FileStream
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
    root = `/scratch${made++}`
    mountTree(fs, root, TREE)
  })
  const contents = (path: string) => (fs.lookupPath(`${root}/${path}`).node as FileNode).contents

  test('is read as it was written, and closed to others', () => {
    expect(sorted(readTree(fs, root))).toEqual(sorted(TREE))
    expect(fs.stat(root).mode & 0o777).toBe(0o700)
  })

  test('nothing is copied before somebody writes to it', () => {
    expect(contents('one')).toBe(TREE.files.get('one'))
    restoreTree(fs, root, TREE)
    expect(contents('one')).toBe(TREE.files.get('one'))
    expect(readTree(fs, root).files.get('one')).toBe(TREE.files.get('one'))
  })

  test.each<[string, (path: string) => void]>([
    ['written anew', (path) => fs.writeFile(path, bytes(9, 9, 9))],
    ['written in place', (path) => fs.write(fs.open(path, 'r+'), bytes(9), 0, 1, 1)],
    ['made longer', (path) => fs.write(fs.open(path, 'r+'), bytes(9, 9), 0, 2, 2)],
    ['made longer, with a gap', (path) => fs.write(fs.open(path, 'r+'), bytes(9), 0, 1, 500)],
    ['made shorter', (path) => fs.truncate(path, 1)],
    ['written by who opened it before', () => fs.write(open, bytes(9), 0, 1, 0)],
  ])('a file that is %s is not changed in the tree, nor are its likes', (_how, write) => {
    open = fs.open(`${root}/one`, 'r+')
    const read = readTree(fs, root)
    write(`${root}/one`)
    expect(fs.readFile(`${root}/one`)).not.toEqual(bytes(1, 2, 3))
    for (const tree of [TREE, read]) expect(tree.files.get('one')).toEqual(bytes(1, 2, 3))
    expect(fs.readFile(`${root}/a/deep/same`)).toEqual(bytes(1, 2, 3))
    // The second write finds a copy
    const mine = readTree(fs, root).files.get('one')
    fs.write(open, bytes(8), 0, 1, 0)
    expect(mine![0]).not.toBe(8)
    restoreTree(fs, root, read)
    expect(sorted(readTree(fs, root))).toEqual(sorted(TREE))
  })

  test('what C has written is read as bytes', () => {
    fs.write(fs.open(`${root}/new`, 'w+'), Int8Array.of(-1, 2) as unknown as Uint8Array, 0, 2, 0)
    expect(readTree(fs, root).files.get('new')).toEqual(bytes(255, 2))
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
    restoreTree(fs, root, TREE)
    expect(sorted(readTree(fs, root))).toEqual(sorted(TREE))
  })

  test('new folders with files in them, and folders that are gone', () => {
    fs.mkdirTree(`${root}/b/c`)
    fs.writeFile(`${root}/b/c/d`, bytes(1))
    for (const file of ['a/deep/same', 'a/two']) fs.unlink(`${root}/${file}`)
    for (const folder of ['a/deep', 'a', 'empty']) fs.rmdir(`${root}/${folder}`)
    restoreTree(fs, root, TREE)
    expect(sorted(readTree(fs, root))).toEqual(sorted(TREE))
  })

  test('a symbolic link, which stands for a tablespace, is removed', () => {
    fs.symlink('/tmp', `${root}/a/link`)
    expect(readTree(fs, root).files.has('a/link')).toBe(false)
    restoreTree(fs, root, TREE)
    expect(fs.readdir(`${root}/a`).sort()).toEqual(['.', '..', 'deep', 'two'])
  })
})

test('trees are joined, and found again', () => {
  const other: FileTree = { folders: ['x'], files: new Map([['x/y', bytes(1)]]) }
  const joined = joinTrees({ one: TREE, other })
  expect(joined.folders).toEqual(['one', 'one/a', 'one/a/deep', 'one/empty', 'other', 'other/x'])
  expect(subtree(joined, 'one')).toEqual(TREE)
  expect(subtree(joined, 'other')).toEqual(other)
})
