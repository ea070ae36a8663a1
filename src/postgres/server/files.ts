/** The server's files, as one archive. */
import { readArchive, writeArchive } from '../machine/archive.ts'
import { type FileTree, joinTrees, subtree } from '../machine/file-tree.ts'
import { StartImage } from './start-image.ts'

export interface ServerFiles {
  /** As `MachineParts.installation`. */
  readonly installation: FileTree
  /** The data directory, as a shutdown has left it. */
  readonly cluster: FileTree
  /** A server that has started in it. */
  readonly image: StartImage
}

/** `image` is as `Postmaster.image` returns it. */
export const packServerFiles = (trees: Readonly<Record<keyof ServerFiles, FileTree>>): Uint8Array => writeArchive(joinTrees(trees))

/** Their contents are parts of `archive`. */
export function unpackServerFiles(archive: Uint8Array): ServerFiles {
  const tree = readArchive(archive)
  const cluster = subtree(tree, 'cluster')
  return { installation: subtree(tree, 'installation'), cluster, image: new StartImage(subtree(tree, 'image'), cluster) }
}
