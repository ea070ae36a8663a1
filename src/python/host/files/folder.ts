/** A read-only folder in Python's file system whose files lie elsewhere, and are asked for when Python reads them. */
import type { FileNode, FileStream, FileSystem } from '../internals.ts'

/** Paths are relative, `''` is the folder itself. */
export interface FolderSource {
  /** undefined if there is nothing of that name. */
  kind(path: string): 'folder' | 'file' | undefined
  list(folder: string): readonly string[]
  /** In bytes. */
  size(file: string): number
  /** If this throws, Python has an OSError: EIO. */
  read(file: string): Uint8Array
}

const MODE = { folder: 0o040_555, file: 0o100_444 } as const
/** As Emscripten counts them. */
const ERRNO = { ENOENT: 44, EINVAL: 28, EIO: 29 } as const
const BLOCK = 4096
const SEEK = { CUR: 1, END: 2 } as const
const EPOCH = new Date(0)

/** Shows below `path` what `source` has in one of its folders. Operations that are missing here fail with EPERM. */
export function showFolder(fs: FileSystem, path: string, source: FolderSource, folder = ''): void {
  const sizeOf = (node: FileNode) => (node.mode === MODE.file ? source.size(node.path) : BLOCK)

  const contentOf = (node: FileNode) => {
    try {
      return source.read(node.path)
    } catch {
      throw new fs.ErrnoError(ERRNO.EIO)
    }
  }

  const node_ops = {
    getattr: (node: FileNode) => {
      const size = sizeOf(node)
      const times = { atime: EPOCH, mtime: EPOCH, ctime: EPOCH }
      const blocks = Math.ceil(size / BLOCK)
      return { dev: 1, ino: node.id, mode: node.mode, nlink: 1, uid: 0, gid: 0, rdev: 0, size, ...times, blksize: BLOCK, blocks }
    },
    lookup: (parent: FileNode, name: string) => {
      const below = parent.path ? `${parent.path}/${name}` : name
      const kind = source.kind(below)
      if (kind === undefined) throw new fs.ErrnoError(ERRNO.ENOENT)
      return node(parent, name, MODE[kind], below)
    },
    readdir: (node: FileNode) => ['.', '..', ...source.list(node.path)],
  }
  const stream_ops = {
    read: ({ node }: FileStream, buffer: Uint8Array, offset: number, length: number, position: number) => {
      const piece = contentOf(node).subarray(position, position + length)
      buffer.set(piece, offset)
      return piece.length
    },
    llseek: (stream: FileStream, offset: number, whence: number) => {
      const from = whence === SEEK.CUR ? stream.position : whence === SEEK.END ? sizeOf(stream.node) : 0
      if (from + offset < 0) throw new fs.ErrnoError(ERRNO.EINVAL)
      return from + offset
    },
  }
  const node = (parent: FileNode | null, name: string, mode: number, below: string) =>
    Object.assign(fs.createNode(parent, name, mode, 0), { node_ops, stream_ops, path: below })

  fs.mkdirTree(path)
  fs.mount({ mount: () => node(null, '/', MODE.folder, folder) }, {}, path)
}
