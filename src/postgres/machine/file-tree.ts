/**
 * A folder as a value: it is mounted at the start, read, and restored. Nothing is copied for that: a file's contents in the file system are
 * the tree's own bytes until somebody writes to the file, who gets a copy first.
 */
import type { FileNode, FileSystem, FolderNode, Node, StreamOperations } from './emscripten.ts'

/** Paths are relative to the folder; folders come before what is in them. Nobody may write to the contents. */
export interface FileTree {
  readonly folders: readonly string[]
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** As in stat.h: a regular file, and a folder with all permissions. */
const S_IFREG = 0o100000
const FOLDER_MODE = 0o40777

/** The file systems' operations that copy on write. */
const copying = new WeakSet<StreamOperations>()

/** From here on, whoever writes to a file whose contents are a tree's gets a copy. All files of a file system have the same operations. */
function copyOnWrite(operations: StreamOperations): void {
  if (copying.has(operations)) return
  copying.add(operations)
  const { write } = operations
  operations.write = (stream, buffer, offset, length, position, canOwn) => {
    const { node } = stream
    // What makes a file longer than its contents copies them anyway
    if (node.contents === node.inTree && position + length <= node.contents.length) node.contents = node.contents.slice()
    return write(stream, buffer, offset, length, position, canOwn)
  }
}

function share(node: FileNode, contents: Uint8Array): void {
  node.contents = contents
  node.usedBytes = contents.length
  node.inTree = contents
  copyOnWrite(node.stream_ops)
}

const folderAt = (fs: FileSystem, path: string) => fs.lookupPath(path).node as FolderNode
const isFile = (fs: FileSystem, node: Node): node is FileNode => fs.isFile(node.mode)
const isFolder = (fs: FileSystem, node: Node): node is FolderNode => fs.isDir(node.mode)

/** Adds the files that are in `tree` and not in the file system. */
function addMissing(fs: FileSystem, root: string, tree: FileTree, mode: number): void {
  const folders = new Map([['', folderAt(fs, root)]])
  const place = (path: string) => {
    const split = path.lastIndexOf('/') + 1
    return { folder: folders.get(path.slice(0, split))!, name: path.slice(split) }
  }
  for (const path of tree.folders) {
    const { folder, name } = place(path)
    // As fs.mkdir() does, which first looks the path up
    const found = Object.hasOwn(folder.contents, name) ? folder.contents[name] : folder.node_ops.mknod(folder, name, FOLDER_MODE, 0)
    folders.set(`${path}/`, found as FolderNode)
  }
  for (const [path, contents] of tree.files) {
    const { folder, name } = place(path)
    if (!Object.hasOwn(folder.contents, name)) share(folder.node_ops.mknod(folder, name, S_IFREG | mode, 0) as FileNode, contents)
  }
}

/** `mode` is the files' permissions. */
export function mountTree(fs: FileSystem, root: string, tree: FileTree, mode = 0o666): void {
  fs.mkdirTree(root)
  fs.chmod(root, 0o700)
  addMissing(fs, root, tree, mode)
}

/** The folder as it is now. It has no symbolic links, which stand for tablespaces elsewhere. */
export function readTree(fs: FileSystem, root: string): FileTree {
  const folders: string[] = []
  const files = new Map<string, Uint8Array>()
  const walk = (folder: FolderNode, prefix: string): void => {
    for (const [name, node] of Object.entries(folder.contents)) {
      const path = prefix + name
      if (isFolder(fs, node)) {
        folders.push(path)
        walk(node, `${path}/`)
      } else if (isFile(fs, node)) {
        if (node.contents !== node.inTree) share(node, new Uint8Array(node.contents.buffer, node.contents.byteOffset, node.usedBytes))
        files.set(path, node.inTree!)
      }
    }
  }
  walk(folderAt(fs, root), '')
  return { folders, files }
}

/** Makes the folder equal to `tree` again, in which it was mounted or as which it was read. Files whose contents are still the tree's stay. */
export function restoreTree(fs: FileSystem, root: string, tree: FileTree): void {
  const folders = new Set(tree.folders)
  const walk = (folder: FolderNode, prefix: string): void => {
    for (const [name, node] of Object.entries(folder.contents)) {
      const path = prefix + name
      if (isFolder(fs, node)) {
        walk(node, `${path}/`)
        if (!folders.has(path)) fs.rmdir(`${root}/${path}`)
      } else {
        const contents = tree.files.get(path)
        if (!contents || !isFile(fs, node)) fs.unlink(`${root}/${path}`)
        else if (node.contents !== contents || node.usedBytes !== contents.length) share(node, contents)
      }
    }
  }
  walk(folderAt(fs, root), '')
  addMissing(fs, root, tree, 0o666)
}

/** What is below `folder` in `tree`. */
export function subtree(tree: FileTree, folder: string): FileTree {
  const prefix = `${folder}/`
  const isBelow = (path: string) => path.startsWith(prefix)
  const relative = (path: string) => path.slice(prefix.length)
  return {
    folders: tree.folders.filter(isBelow).map(relative),
    files: new Map([...tree.files].filter(([path]) => isBelow(path)).map(([path, contents]) => [relative(path), contents])),
  }
}

/** A tree that has each of `trees` in a folder of its name. */
export function joinTrees(trees: Readonly<Record<string, FileTree>>): FileTree {
  const all = Object.entries(trees)
  return {
    folders: all.flatMap(([name, { folders }]) => [name, ...folders.map((path) => `${name}/${path}`)]),
    files: new Map(all.flatMap(([name, { files }]) => [...files].map(([path, contents]) => [`${name}/${path}`, contents] as const))),
  }
}
