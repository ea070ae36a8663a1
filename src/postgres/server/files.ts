/** The server's files, as one archive. */
import { readArchive, writeArchive } from '../machine/archive.ts'
import { type FileTree, joinTrees, subtree } from '../machine/file-tree.ts'

export interface ServerFiles {
  /** As `MachineParts.installation`. */
  readonly installation: FileTree
  /** The data directory, as a shutdown has left it. */
  readonly cluster: FileTree
}

export const packServerFiles = ({ installation, cluster }: ServerFiles): Uint8Array => writeArchive(joinTrees({ installation, cluster }))

/** Their contents are parts of `archive`. */
export function unpackServerFiles(archive: Uint8Array): ServerFiles {
  const tree = readArchive(archive)
  return { installation: subtree(tree, 'installation'), cluster: subtree(tree, 'cluster') }
}
