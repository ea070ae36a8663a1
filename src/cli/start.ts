/** `npm start`: builds the site if it is missing or older than what it is made of, serves it, and says where. */
import { existsSync, globSync, statSync } from 'node:fs'
import path from 'node:path'
import { build, preview } from 'astro'

const root = path.join(import.meta.dirname, '../..')
const MADE_OF = ['src/**/*', 'examples/**/*', 'public/**/*', 'astro.config.mjs', 'package-lock.json']

function isStale(): boolean {
  const built = path.join(root, 'dist/index.html')
  if (!existsSync(built)) return true
  const { mtimeMs } = statSync(built)
  return globSync(MADE_OF, { cwd: root }).some((file) => statSync(path.join(root, file)).mtimeMs > mtimeMs)
}

if (isStale()) {
  console.log('Building the site …')
  await build({ root, logLevel: 'error' })
}
const server = await preview({ root, logLevel: 'error', server: { port: Number(process.env['PORT'] ?? 4321) } })
console.log(`\n  psycopg2 lab: http://${server.host ?? 'localhost'}:${server.port}/\n\n  Ctrl-C stops it.`)
