/** The server's files: one archive with what a start or many programs read, and files that are fetched when PostgreSQL reads them. */
import { readArchive, writeArchive } from '../machine/archive.ts'
import { type FileTree, joinTrees, subtree } from '../machine/file-tree.ts'
import type { FilesAsRead } from '../machine/files-as-read.ts'
import { CONVERSIONS, WITHOUT_VARIABLES } from '../machine/libraries.ts'
import { StartImage } from './start-image.ts'

export interface ServerFiles {
  /** As in `MachineParts`. */
  readonly installation: FileTree
  readonly asRead: FilesAsRead
  /** The data directory, as a shutdown has left it. */
  readonly cluster: FileTree
  /** A server that has started in it. */
  readonly image: StartImage
}

export interface PackedServerFiles {
  readonly archive: Uint8Array
  /** By the names under which they are fetched. */
  readonly asRead: ReadonlyMap<string, Uint8Array>
}

/** Of the installation: the libraries that are linked when they are first used, and what ICU knows of languages. */
const LIBRARIES = [...CONVERSIONS, ...WITHOUT_VARIABLES].map((name) => `lib/postgresql/${name}.so`)
const isAsRead = (path: string): boolean => LIBRARIES.includes(path) || path.startsWith('icu/')

/** Their sizes, in the archive. */
const SIZES = 'sizes'

/** The name under which the site has a file that is fetched when it is read: flat, as Python's are. */
export const downloadName = (path: string): string => `postgres.${path.replaceAll('/', '.')}.file`

/** `installation` is all of it, and `image` is as `Postmaster.image` returns it. */
export function packServerFiles(trees: Readonly<Record<'installation' | 'cluster' | 'image', FileTree>>): PackedServerFiles {
  const { folders, files } = trees.installation
  const rest = [...files].filter(([path]) => isAsRead(path))
  const sizes = JSON.stringify(rest.map(([path, { length }]) => [path, length]))
  const installation = { folders, files: new Map([...files].filter(([path]) => !isAsRead(path))) }
  const asRead = { folders: [], files: new Map([[SIZES, new TextEncoder().encode(sizes)]]) }
  return {
    archive: writeArchive(joinTrees({ ...trees, installation, asRead })),
    asRead: new Map(rest.map(([path, bytes]) => [downloadName(path), bytes])),
  }
}

/** Their contents are parts of `archive`. `fetch` gets a file by its download's name, as `FilesAsRead.fetch` does. */
export function unpackServerFiles(archive: Uint8Array, fetch: (name: string) => Uint8Array): ServerFiles {
  const tree = readArchive(archive)
  const cluster = subtree(tree, 'cluster')
  const sizes = JSON.parse(new TextDecoder().decode(tree.files.get(`asRead/${SIZES}`))) as [string, number][]
  return {
    installation: subtree(tree, 'installation'),
    asRead: { sizes: new Map(sizes), fetch: (path) => fetch(downloadName(path)) },
    cluster,
    image: new StartImage(subtree(tree, 'image'), cluster),
  }
}
