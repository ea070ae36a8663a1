/** Reads PGlite out of node_modules, and fails if it is not the one build that the patches are made for. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const VERSION = '0.5.17'
const SHA256 = {
  'pglite.wasm': '2a5dccbcdf80f54ef9c6333732251e176ffbcbdba59d63c01501263611a053ea',
  'pglite.data': 'e65074d978d05ac408d5aa157930d4fd458879fdd62ba85d8a9e885b933de8fa',
  'pglite.js': 'b9e7dbee6de623b65c64268ec7651102f8e6a0845f89d41bd5771b94a22eb427',
} as const

export type PGliteFiles = Readonly<Record<keyof typeof SHA256, Uint8Array>>

const dist = path.dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'))

/** Beside PGlite's package: what is made of it. */
export const CACHE = path.join(dist, '../../../.cache/sessions-for-pglite')

/** Throws if it is another build. */
export function readSupportedPGlite(): PGliteFiles {
  const { version } = JSON.parse(readFileSync(path.join(dist, '../package.json'), 'utf8')) as { version: string }
  const read = (name: keyof typeof SHA256): Uint8Array => {
    const bytes = new Uint8Array(readFileSync(path.join(dist, name)))
    assertSupported(name, version, bytes)
    return bytes
  }
  return { 'pglite.wasm': read('pglite.wasm'), 'pglite.data': read('pglite.data'), 'pglite.js': read('pglite.js') }
}

export function assertSupported(name: keyof typeof SHA256, version: string, bytes: Uint8Array): void {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (sha256 === SHA256[name]) return
  throw new Error(
    `@electric-sql/pglite ${version}: ${name} (sha256 ${sha256}) is not the file that sessions-for-pglite knows. ` +
      `Only version ${VERSION} is supported: install exactly that one, or follow src/integrations/sessions-for-pglite/README.md, ` +
      'which says how every place in the binary was found, to move to another.',
  )
}
