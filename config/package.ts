/** `npm run package`: makes the tarball of sessions-for-pglite, and prints its path. `.package/` is what is in it. */
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')
const folder = path.join(root, '.package')
const { version, license, dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  version: string
  license: string
  dependencies: Record<string, string>
}

rmSync(folder, { recursive: true, force: true })
const tsc = path.join(root, 'node_modules/typescript/bin/tsc')
execFileSync(process.execPath, [tsc, '--project', path.join(root, 'config/tsconfig.package.json')], { stdio: 'inherit' })
for (const file of globSync('integrations/sessions-for-pglite/*.wat', { cwd: path.join(root, 'src') }))
  copyFileSync(path.join(root, 'src', file), path.join(folder, 'dist', file))
for (const [from, to] of [
  ['src/package/README.md', 'README.md'],
  ['LICENSE', 'LICENSE'],
] as const)
  copyFileSync(path.join(root, from), path.join(folder, to))
chmodSync(path.join(folder, 'dist/package/command.js'), 0o755)

const at = (name: string) => ({ types: `./dist/package/${name}.d.ts`, default: `./dist/package/${name}.js` })
const description = {
  name: 'sessions-for-pglite',
  version,
  description: 'Several sessions, timeouts, cancel requests and instant resets for PGlite: PostgreSQL 18 in the process of your tests.',
  license,
  type: 'module',
  engines: { node: '>=25' },
  exports: { '.': { browser: at('browser'), ...at('node') }, './browser': at('browser') },
  bin: { 'sessions-for-pglite': './dist/package/command.js' },
  files: ['dist'],
  dependencies: { binaryen: dependencies['binaryen'] },
  peerDependencies: { '@electric-sql/pglite': dependencies['@electric-sql/pglite'] },
  keywords: ['postgres', 'pglite', 'testing', 'sessions'],
}
writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(description, null, 2)}\n`)
mkdirSync(path.join(folder, 'packed'))
const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', 'packed'], { cwd: folder, encoding: 'utf8' })
console.log(path.join(folder, 'packed', packed.trim()))
