/** Writes down what the examples were recorded with, into `examples/recorded.json`, which the start page reads. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { serverVersion } from './real-server.ts'
import { libpqOf, type Reference } from './references.ts'

const file = fileURLToPath(new URL('../../examples/recorded.json', import.meta.url))

export function recordVersions(references: readonly Reference[]): void {
  const drivers = references.map((reference) => ({ psycopg2: reference.version, libpq: libpqOf(reference) }))
  writeFileSync(file, `${JSON.stringify({ postgresql: serverVersion(), drivers }, null, 2)}\n`)
}
