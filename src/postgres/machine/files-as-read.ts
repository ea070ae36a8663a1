/**
 * Files that few programs need, and that are fetched when PostgreSQL reads them: its file system shows them from the start. That it waits for
 * each while nothing else happens works wherever the wait may be.
 */
import type { FileNode, FileSystem, FolderNode } from './emscripten.ts'

export interface FilesAsRead {
  /** In bytes, by paths. Their folders are there. */
  readonly sizes: ReadonlyMap<string, number>
  /** Gets one at once. If it throws, PostgreSQL has an I/O error, and may try again. */
  fetch(path: string): Uint8Array
}

/** As in stat.h, a regular file that all may read and execute. */
const MODE = 0o100777
/** As in WASI. */
const EIO = 29

export function mountAsRead(fs: FileSystem, root: string, files: FilesAsRead): void {
  for (const [path, size] of files.sizes) {
    const slash = path.lastIndexOf('/')
    const folder = fs.lookupPath(`${root}/${path.slice(0, slash)}`).node as FolderNode
    const node = folder.node_ops.mknod(folder, path.slice(slash + 1), MODE, 0) as FileNode
    node.usedBytes = size
    const become = (contents: FileNode['contents']) => {
      Object.defineProperty(node, 'contents', { value: contents, writable: true, enumerable: true, configurable: true })
      return contents
    }
    Object.defineProperty(node, 'contents', { get: () => become(fetched(fs, files, path, size)), set: become, configurable: true })
  }
}

function fetched(fs: FileSystem, files: FilesAsRead, path: string, size: number): Uint8Array {
  try {
    const contents = files.fetch(path)
    if (contents.length === size) return contents
  } catch {
    // PostgreSQL says which file it could not read
  }
  throw new fs.ErrnoError(EIO)
}
