/**
 * Prepares files for download from any static host: compresses them, as hosts differ in what they compress, and names their folder by their
 * content, so that browsers may cache them for ever.
 */
import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

export interface Prepared {
  /** The path of a folder that holds nothing but the folder that is named by its content. */
  readonly path: string
  /** Its name. */
  readonly folder: string
  /** The sizes of the files in it as they travel, in bytes; without those that are fetched as they are read. */
  readonly files: Readonly<Record<string, number>>
}

/** Writes the files into a folder below `cache`, unless they are there. Those `asRead` are not compressed. */
export async function prepareDownloads(
  files: ReadonlyMap<string, Uint8Array>,
  asRead: ReadonlyMap<string, Uint8Array>,
  cache: string,
): Promise<Prepared> {
  const hash = createHash('sha256')
  for (const [name, bytes] of [...files, ...asRead]) hash.update(name).update(bytes)
  const folder = hash.digest('hex').slice(0, 16)
  const target = path.join(cache, folder)
  const size = (name: string) => statSync(path.join(target, folder, name)).size
  const prepared = () => ({ path: target, folder, files: Object.fromEntries([...files.keys()].map((name) => [name, size(name)])) })
  if (existsSync(target)) return prepared()
  const scratch = `${target}.${process.pid}`
  await mkdir(path.join(scratch, folder), { recursive: true })
  for (const [name, bytes] of files) await writeFile(path.join(scratch, folder, name), await promisify(gzip)(bytes, { level: 9 }))
  for (const [name, bytes] of asRead) await writeFile(path.join(scratch, folder, name), bytes)
  await rename(scratch, target).catch((error) => {
    if (!existsSync(target)) throw error
    return rm(scratch, { recursive: true })
  })
  return prepared()
}
