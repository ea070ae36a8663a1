/** A folder as a value: the data directory is written at the start, read, and restored. */
import type { FileSystem } from './emscripten.ts'

/** Paths are relative to the data directory; folders come before what is in them. */
export interface FileTree {
  readonly folders: readonly string[]
  readonly files: ReadonlyMap<string, Uint8Array>
}

export function writeTree(fs: FileSystem, root: string, tree: FileTree): void {
  fs.mkdirTree(root)
  fs.chmod(root, 0o700)
  for (const folder of tree.folders) fs.mkdirTree(`${root}/${folder}`)
  for (const [path, bytes] of tree.files) fs.writeFile(`${root}/${path}`, bytes)
}

export function readTree(fs: FileSystem, root: string): FileTree {
  const folders: string[] = []
  const files = new Map<string, Uint8Array>()
  const walk = (prefix: string): void => {
    for (const name of fs.readdir(`${root}/${prefix}`)) {
      if (name === '.' || name === '..') continue
      const path = prefix + name
      if (fs.isDir(fs.stat(`${root}/${path}`).mode)) {
        folders.push(path)
        walk(`${path}/`)
      } else files.set(path, fs.readFile(`${root}/${path}`).slice())
    }
  }
  walk('')
  return { folders, files }
}

/** Makes the folder equal to `tree` again. Only files that were modified at `since` (milliseconds since 1970) or later are written. */
export function restoreTree(fs: FileSystem, root: string, tree: FileTree, since: number): void {
  const folders = new Set(tree.folders)
  const seen = new Set<string>()
  const walk = (prefix: string): void => {
    for (const name of fs.readdir(`${root}/${prefix}`)) {
      if (name === '.' || name === '..') continue
      const path = prefix + name
      const stat = fs.stat(`${root}/${path}`)
      if (fs.isDir(stat.mode)) {
        walk(`${path}/`)
        if (!folders.has(path)) fs.rmdir(`${root}/${path}`)
      } else if (!tree.files.has(path)) fs.unlink(`${root}/${path}`)
      else if (stat.mtime.getTime() < since && stat.size === tree.files.get(path)!.length) seen.add(path)
    }
  }
  walk('')
  for (const folder of tree.folders) fs.mkdirTree(`${root}/${folder}`)
  for (const [path, bytes] of tree.files) if (!seen.has(path)) fs.writeFile(`${root}/${path}`, bytes)
}
