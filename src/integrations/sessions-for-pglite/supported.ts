/** The one build of PGlite whose binary the patches fit. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const VERSION = '0.5.16'
const SHA256 = {
  'pglite.wasm': '5256d9ac379f631355f41ab30291e6a6d9f854242b5ee2a2d0940e28041d3fca',
  'pglite.data': 'd73cf4ba1b0bf92f80f088ce7d23b17f9bc175327d7584ec2a713b27e9758c31',
  'pglite.js': 'b4ee8cc358344c9e495a57b4301938178bec1a2c6d6fad10cd600f5f8632b2a0',
} as const

export type PGliteFiles = Readonly<Record<keyof typeof SHA256, Uint8Array>>

/** Reads PGlite's build out of node_modules. Throws when it is not the one supported. */
export function readSupportedPGlite(): PGliteFiles {
  const dist = path.dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'))
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
