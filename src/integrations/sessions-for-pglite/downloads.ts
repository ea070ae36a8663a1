/**
 * Prepares files for download from any static host: compresses them, as hosts differ in what they compress, and names their folder by their
 * content, so that browsers may cache them for ever.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

/** What `manifest.json` says. */
export interface Manifest {
  /** The folder beside the manifest that the files are in. */
  readonly folder: string
  /** Their sizes as they travel, in bytes. */
  readonly files: Readonly<Record<string, number>>
}

/**
 * Writes manifest and files into a folder below `cache`, and returns it. Does nothing if it is there. The files `asRead` are not compressed,
 * and the manifest does not name them.
 */
export async function prepareDownloads(
  files: ReadonlyMap<string, Uint8Array>,
  asRead: ReadonlyMap<string, Uint8Array>,
  cache: string,
): Promise<string> {
  const hash = createHash('sha256')
  for (const [name, bytes] of [...files, ...asRead]) hash.update(name).update(bytes)
  const folder = hash.digest('hex').slice(0, 16)
  const target = path.join(cache, folder)
  if (existsSync(target)) return target
  const scratch = `${target}.${process.pid}`
  await mkdir(path.join(scratch, folder), { recursive: true })
  const sizes: Record<string, number> = {}
  for (const [name, bytes] of files) {
    const travelling = await promisify(gzip)(bytes, { level: 9 })
    sizes[name] = travelling.length
    await writeFile(path.join(scratch, folder, name), travelling)
  }
  for (const [name, bytes] of asRead) await writeFile(path.join(scratch, folder, name), bytes)
  const manifest: Manifest = { folder, files: sizes }
  await writeFile(path.join(scratch, 'manifest.json'), JSON.stringify(manifest))
  await rename(scratch, target).catch((error) => {
    if (!existsSync(target)) throw error
    return rm(scratch, { recursive: true })
  })
  return target
}
