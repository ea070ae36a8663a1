/** PostgreSQL's client programs: those that are installed, or out of Debian's packages. Nothing is installed. */
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { findPgbench } from '../../bench/pgbench/program.ts'
import { onPath } from '../../browser/browsers/programs.ts'

export interface Programs {
  readonly psql: string
  readonly pgbench: string
  /** What they need in their environment. */
  readonly environment: Readonly<Record<string, string>>
}

const cache = fileURLToPath(new URL('../../../node_modules/.cache/debian-postgresql-client', import.meta.url))

/** In its package. */
const PSQL = 'usr/lib/postgresql/*/bin/psql'

/** Throws if they are neither there nor to be had. */
export function findPrograms(): Programs {
  const pgbench = findPgbench()
  if (onPath('psql')) return { psql: 'psql', pgbench: pgbench.command, environment: pgbench.environment }
  if (!existsSync(cache)) download()
  const psql = globSync(`${cache}/${PSQL}`).at(-1)!
  const libraries = globSync(`${cache}/{usr/,}lib/*-linux-gnu*`).join(path.delimiter)
  return { psql, pgbench: pgbench.command, environment: { LD_LIBRARY_PATH: libraries } }
}

/** The package of psql, with those that it depends on and that are not installed. */
export function download(): void {
  // Whole or not at all, as with whatever else is kept there
  const unfinished = `${cache}.${process.pid}`
  const archives = path.join(unfinished, 'archives')
  mkdirSync(path.join(archives, 'partial'), { recursive: true })
  const options = ['-qq', '-o', 'Debug::NoLocking=1', '-o', `Dir::Cache::archives=${archives}/`]
  const aptGet = (...args: string[]) => execFileSync('apt-get', [...options, ...args], { stdio: ['ignore', 'ignore', 'inherit'] })
  try {
    if (process.getuid?.() === 0) aptGet('update')
    // `postgresql-client` depends on that of one version, such as postgresql-client-15
    const depends = execFileSync('apt-cache', ['depends', 'postgresql-client'], { encoding: 'utf8' })
    const client = /Depends: (postgresql-client-\d+)/.exec(depends)?.[1]
    if (!client) throw new Error('The lists of packages have no postgresql-client. As root: apt-get update')
    aptGet('install', '--download-only', '--reinstall', '--no-install-recommends', '-y', client, 'libpq5')
    for (const archive of globSync(`${archives}/*.deb`)) execFileSync('dpkg-deb', ['--extract', archive, unfinished])
    rmSync(archives, { recursive: true })
    if (globSync(`${unfinished}/${PSQL}`).length === 0) throw new Error(`${client} cannot be downloaded, or has no psql`)
    if (!existsSync(cache)) renameSync(unfinished, cache)
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
}
