/**
 * Prepares files for download from any static host: compresses them, as hosts differ in what they compress, and names their folder by their
 * content, so that browsers may cache them for ever.
 */
import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { constants, zstdCompress } from 'node:zlib'
import { writeArchive } from '../../postgres/machine/archive.ts'

interface Sizes {
  readonly packed: number
  readonly bytes: number
}

export interface Prepared {
  /** The path of a folder that holds nothing but the folder that is named by its content. */
  readonly path: string
  /** Its name. */
  readonly folder: string
  /** The sizes of the files in it, in bytes, as they travel and as they are; without those that are fetched as they are read. */
  readonly files: Readonly<Record<string, Sizes>>
  /** Those of the archive, if there is one. */
  readonly archive: Sizes | null
}

/**
 * Zstandard saves a fifth of what gzip leaves, and the page decompresses it as fast by a decoder of its own. Whatever is damaged on the way
 * does not have the checksum.
 */
const LEVEL = 19
/** Few need the archive, and at the level of the others it would take the build as long as all of those. */
const ARCHIVE_LEVEL = 9
const zstandard = (level: number) => ({ params: { [constants.ZSTD_c_compressionLevel]: level, [constants.ZSTD_c_checksumFlag]: 1 } })

/**
 * Writes the files into a folder below `cache`, unless they are there. Those `asRead` are not compressed; an archive of that name has all of
 * them, and is.
 */
export async function prepareDownloads(
  files: ReadonlyMap<string, Uint8Array>,
  asRead: ReadonlyMap<string, Uint8Array>,
  cache: string,
  archive: string | null = null,
): Promise<Prepared> {
  const compressed = new Map(files)
  if (archive !== null) compressed.set(archive, writeArchive({ folders: [], files: asRead }))
  const hash = createHash('sha256').update(JSON.stringify([zstandard(LEVEL), zstandard(ARCHIVE_LEVEL)]))
  for (const [name, bytes] of [...compressed, ...asRead]) hash.update(name).update(bytes)
  const folder = hash.digest('hex').slice(0, 16)
  const target = path.join(cache, folder)
  const sizes = (name: string) => ({ packed: statSync(path.join(target, folder, name)).size, bytes: compressed.get(name)!.length })
  const prepared = () => ({
    path: target,
    folder,
    files: Object.fromEntries([...files.keys()].map((name) => [name, sizes(name)])),
    archive: archive === null ? null : sizes(archive),
  })
  if (existsSync(target)) return prepared()
  const scratch = `${target}.${process.pid}`
  await mkdir(path.join(scratch, folder), { recursive: true })
  const packed = [...compressed].map(async ([name, bytes]) => {
    const options = { ...zstandard(name === archive ? ARCHIVE_LEVEL : LEVEL), pledgedSrcSize: bytes.length }
    await writeFile(path.join(scratch, folder, name), await promisify(zstdCompress)(bytes, options))
  })
  await Promise.all(packed)
  for (const [name, bytes] of asRead) await writeFile(path.join(scratch, folder, name), bytes)
  await rename(scratch, target).catch((error) => {
    if (!existsSync(target)) throw error
    return rm(scratch, { recursive: true })
  })
  return prepared()
}
