/**
 * `npm run test:package [-- PROJECT…]`: the projects of this folder, each with the packed tarball, as somebody would install it: in an empty
 * folder of the system's, with what their package.json or requirements.txt names.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findPython } from '../examples/references.ts'

const root = path.join(import.meta.dirname, '../..')
const PROJECTS = ['node-pg', 'pytest']
const asked = process.argv.slice(2)
const unknown = asked.find((name) => !PROJECTS.includes(name))
if (unknown) throw new Error(`There is no project ${unknown}. Projects: ${PROJECTS.join(', ')}.`)

const execute = (command: string, args: readonly string[], cwd: string, env = {}) =>
  execFileSync(command, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } })

const tarball = execFileSync(process.execPath, [path.join(root, 'config/package.ts')], { encoding: 'utf8' }).trim()
const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }
for (const project of asked.length ? asked : PROJECTS) {
  const folder = mkdtempSync(path.join(tmpdir(), `${project}-`))
  try {
    cpSync(path.join(import.meta.dirname, project), folder, { recursive: true })
    if (!existsSync(path.join(folder, 'package.json'))) writeFileSync(path.join(folder, 'package.json'), '{}')
    const pglite = `@electric-sql/pglite@${dependencies['@electric-sql/pglite']}`
    execute('npm', ['install', '--silent', '--prefer-offline', '--no-audit', '--no-fund', tarball, pglite], folder)
    if (project === 'pytest') pytest(folder)
    else execute(process.execPath, ['--test'], folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function pytest(folder: string): void {
  const python = findPython()
  const options = ['--quiet', '--retries', '1', '--only-binary', ':all:', '--target', '.packages', '--requirement', 'requirements.txt']
  execute(python, ['-m', 'pip', 'install', ...options], folder)
  // The server is Node's: the one that runs this
  const PATH = `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH']}`
  execute(python, ['-m', 'pytest', '--quiet', '-p', 'no:cacheprovider'], folder, { PYTHONPATH: path.join(folder, '.packages'), PATH })
}
