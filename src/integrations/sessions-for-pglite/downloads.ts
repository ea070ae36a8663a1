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

export interface Prepared {
  /** The path of a folder that holds nothing but the folder that is named by its content. */
  readonly path: string
  /** Its name. */
  readonly folder: string
  /** The sizes of the files in it, in bytes, as they travel and as they are; without those that are fetched as they are read. */
  readonly files: Readonly<Record<string, { readonly packed: number; readonly bytes: number }>>
}

/**
 * Zstandard saves a fifth of what gzip leaves, and the page decompresses it as fast by a decoder of its own. Whatever is damaged on the way
 * does not have the checksum.
 */
const LEVEL = 19
const ZSTANDARD = { params: { [constants.ZSTD_c_compressionLevel]: LEVEL, [constants.ZSTD_c_checksumFlag]: 1 } }

/** Writes the files into a folder below `cache`, unless they are there. Those `asRead` are not compressed. */
export async function prepareDownloads(
  files: ReadonlyMap<string, Uint8Array>,
  asRead: ReadonlyMap<string, Uint8Array>,
  cache: string,
): Promise<Prepared> {
  const hash = createHash('sha256').update(JSON.stringify(ZSTANDARD))
  for (const [name, bytes] of [...files, ...asRead]) hash.update(name).update(bytes)
  const folder = hash.digest('hex').slice(0, 16)
  const target = path.join(cache, folder)
  const sizes = (name: string, { length }: Uint8Array) => ({ packed: statSync(path.join(target, folder, name)).size, bytes: length })
  const prepared = () => ({ path: target, folder, files: Object.fromEntries([...files].map(([name, it]) => [name, sizes(name, it)])) })
  if (existsSync(target)) return prepared()
  const scratch = `${target}.${process.pid}`
  await mkdir(path.join(scratch, folder), { recursive: true })
  const packed = [...files].map(async ([name, bytes]) =>
    writeFile(path.join(scratch, folder, name), await promisify(zstdCompress)(bytes, { ...ZSTANDARD, pledgedSrcSize: bytes.length })),
  )
  await Promise.all(packed)
  for (const [name, bytes] of asRead) await writeFile(path.join(scratch, folder, name), bytes)
  await rename(scratch, target).catch((error) => {
    if (!existsSync(target)) throw error
    return rm(scratch, { recursive: true })
  })
  return prepared()
}
