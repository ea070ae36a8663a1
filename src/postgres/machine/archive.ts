/** An archive: a folder in one file. Equal files are stored once, as the databases of a new cluster are copies of one another. */
import { DistinctContents } from './distinct-contents.ts'
import type { FileTree } from './file-tree.ts'

interface Index {
  readonly folders: readonly string[]
  /** Paths, and which of the contents each has. */
  readonly files: readonly (readonly [path: string, content: number])[]
  readonly lengths: readonly number[]
}

/** The index's length in bytes (u32, little-endian), the index as JSON, the contents one after another. */
export function writeArchive(tree: FileTree): Uint8Array {
  const distinct = new DistinctContents()
  const files = [...tree.files].map(([path, bytes]) => [path, distinct.add(bytes)] as const)
  const index: Index = { folders: tree.folders, files, lengths: distinct.all.map((bytes) => bytes.length) }
  const json = new TextEncoder().encode(JSON.stringify(index))
  const archive = new Uint8Array(4 + json.length + index.lengths.reduce((sum, length) => sum + length, 0))
  new DataView(archive.buffer).setUint32(0, json.length, true)
  archive.set(json, 4)
  let at = 4 + json.length
  for (const bytes of distinct.all) {
    archive.set(bytes, at)
    at += bytes.length
  }
  return archive
}

export function readArchive(archive: Uint8Array): FileTree {
  const length = new DataView(archive.buffer, archive.byteOffset).getUint32(0, true)
  let at = 4 + length
  const index = JSON.parse(new TextDecoder().decode(archive.subarray(4, at))) as Index
  const contents = index.lengths.map((size) => {
    at += size
    return archive.subarray(at - size, at)
  })
  return { folders: index.folders, files: new Map(index.files.map(([path, content]) => [path, contents[content]!])) }
}
