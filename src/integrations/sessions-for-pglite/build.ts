/** Builds the server: the altered binary, its files and a cluster. Done once for each state of the sources, and kept beside PGlite. */
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { EXPORTS } from '../../postgres/machine/abi.ts'
import type { EmscriptenFactory } from '../../postgres/machine/emscripten.ts'
import type { FileTree } from '../../postgres/machine/file-tree.ts'
import type { FilesAsRead } from '../../postgres/machine/files-as-read.ts'
import { BUILD_SECTION, type MachineParts } from '../../postgres/machine/machine.ts'
import { packServerFiles, type ServerFiles, unpackServerFiles } from '../../postgres/server/files.ts'
import { AS_READ } from './as-read.ts'
import { makeCluster } from './cluster.ts'
import { addConversions, assembleConversions } from './conversions.ts'
import { withCustomSection } from './custom-section.ts'
import { withoutExports, withoutUnusedExports } from './exports.ts'
import { makeImage } from './image.ts'
import { installationOf, withoutPackage } from './installation.ts'
import { addPageCompare } from './page-compare.ts'
import { patchPostgres } from './patch-postgres.ts'
import { CACHE, readSupportedPGlite } from './supported.ts'
import { addTrampolines } from './trampolines.ts'

/** With the sources, or with what was compiled of them. */
const root = path.join(import.meta.dirname, '../..')

/** The server's files, which lie in one folder. */
export const SERVER_FILES = {
  loader: 'pglite.mjs',
  wasm: 'postgres.wasm',
  /** What PostgreSQL is installed with, and the cluster: see src/postgres/server/files.ts. */
  files: 'postgres.archive',
} as const

/** While the server is built all of its files are there. */
const NOTHING_AS_READ: FilesAsRead = {
  sizes: new Map(),
  fetch: (path) => {
    throw new Error(`There is no ${path}.`)
  },
}

/** What a server is started with. */
export type ServerParts = MachineParts & ServerFiles

export interface BuildOptions {
  /** With the role and the database of the examples. */
  readonly lab?: boolean
  /** The folder in which what has been built is kept. */
  readonly cache?: string
}

/** The folder with the server's files, which are made now if they are missing. `log` receives a line for each step that takes long. */
export async function buildServer(
  log: (line: string) => void = () => {},
  { lab = true, cache = CACHE }: BuildOptions = {},
): Promise<string> {
  const pglite = readSupportedPGlite()
  const folder = path.join(cache, `${sourcesHash(pglite['pglite.wasm'])}${lab ? '' : '-empty'}`)
  if (existsSync(folder)) return folder
  log('Altering PGlite so that sessions, timers and signals work in it …')
  const scratch = `${folder}.${process.pid}`
  await mkdir(scratch, { recursive: true })
  try {
    const original = new TextDecoder().decode(pglite['pglite.js'])
    const installation = installationOf(pglite['pglite.data'], original)
    const { loader, used } = withoutUnusedExports(withoutPackage(original))
    const { wasm, statics } = patchPostgres(pglite['pglite.wasm'])
    const conversions = await assembleConversions()
    const merged = await addTrampolines(withoutExports(wasm, installation, used, conversions), statics)
    await writeFile(path.join(scratch, SERVER_FILES.wasm), named(await addPageCompare(addConversions(merged, conversions)), installation))
    await writeFile(path.join(scratch, SERVER_FILES.loader), loader)
    const parts = { ...(await code(scratch)), installation, asRead: NOTHING_AS_READ }
    assertBoundary(parts.module)
    log(lab ? 'Running initdb, creating the role reader and the database lab …' : 'Running initdb …')
    const cluster = await makeCluster(parts, lab)
    const image = await makeImage(parts, cluster)
    const { archive, asRead } = packServerFiles({ installation, cluster, image })
    await writeFile(path.join(scratch, SERVER_FILES.files), archive)
    await mkdir(path.join(scratch, AS_READ))
    for (const [name, bytes] of asRead) await writeFile(path.join(scratch, AS_READ, name), bytes)
    await rename(scratch, folder)
  } catch (error) {
    await rm(scratch, { recursive: true, force: true })
    if (!existsSync(folder)) throw error // another build may have been quicker
  }
  return folder
}

/** Reads the server's files, in Node. */
export async function serverParts(folder: string): Promise<ServerParts> {
  const archive = new Uint8Array(await readFile(path.join(folder, SERVER_FILES.files)))
  const fetch = (name: string) => new Uint8Array(readFileSync(path.join(folder, AS_READ, name)))
  return { ...(await code(folder)), ...unpackServerFiles(archive, fetch) }
}

async function code(folder: string): Promise<Pick<MachineParts, 'factory' | 'module'>> {
  const loader = (await import(/* @vite-ignore */ pathToFileURL(path.join(folder, SERVER_FILES.loader)).href)) as {
    default: EmscriptenFactory
  }
  return { factory: loader.default, module: await WebAssembly.compile(await readFile(path.join(folder, SERVER_FILES.wasm))) }
}

/** The binary with the name of its build: an image holds for one alone. Libraries of the installation are linked with it. */
function named(wasm: Uint8Array, { files }: FileTree): Uint8Array {
  const hash = createHash('sha256').update(wasm)
  for (const [path, bytes] of files) if (path.startsWith('lib/')) hash.update(bytes)
  return withCustomSection(wasm, BUILD_SECTION, new TextEncoder().encode(hash.digest('hex').slice(0, 16)))
}

/** What the server's TypeScript relies on must be there: another PGlite may export less. */
function assertBoundary(server: WebAssembly.Module): void {
  const exported = new Set(WebAssembly.Module.exports(server).map(({ name }) => name))
  const missing = EXPORTS.filter((name) => !exported.has(name))
  if (missing.length) throw new Error(`The altered server lacks exports that src/postgres/machine/abi.ts lists: ${missing.join(', ')}.`)
}

function sourcesHash(pgliteWasm: Uint8Array): string {
  const hash = createHash('sha256').update(pgliteWasm)
  const sources = ['integrations/sessions-for-pglite/*.{ts,js,wat}', 'postgres/**/*.{ts,js}', 'wire/*.{ts,js}', 'scheduling/*.{ts,js}']
  for (const file of globSync(sources, { cwd: root, exclude: (name) => name.endsWith('.d.ts') }).sort())
    hash.update(file).update(readFileSync(path.join(root, file)))
  return hash.digest('hex').slice(0, 16)
}
