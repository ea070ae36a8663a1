/** PostgreSQL's client programs: those that are installed, or Debian's, downloaded and unpacked without being installed. */
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { onPath } from '../../browser/browsers/programs.ts'

export interface Programs {
  readonly psql: string
  readonly pgbench: string
  /** What they need in their environment. */
  readonly environment: Readonly<Record<string, string>>
}

const cache = fileURLToPath(new URL('../../../node_modules/.cache/debian-postgresql', import.meta.url))

/** Throws if they are neither there nor to be had. */
export function findPrograms(): Programs {
  const psql = onPath('psql')
  const pgbench = onPath('pgbench') ?? globSync('/usr/lib/postgresql/*/bin/pgbench').at(-1)
  if (psql && pgbench) return { psql, pgbench, environment: {} }
  if (!onPath('apt-get') || !onPath('dpkg-deb')) throw new Error('They are not installed, and there is no apt-get to get them with')
  if (!existsSync(cache)) download()
  return unpacked()
}

function unpacked(): Programs {
  const program = (name: string) => {
    const found = globSync(`${cache}/usr/lib/postgresql/*/bin/${name}`).at(-1)
    if (!found) throw new Error(`Debian's packages in ${cache} have no ${name}. Remove the folder, and they are downloaded anew`)
    return found
  }
  const libraries = globSync(`${cache}/{usr/,}lib/*-linux-gnu*`).join(path.delimiter)
  return { psql: program('psql'), pgbench: program('pgbench'), environment: { LD_LIBRARY_PATH: libraries } }
}

/** psql's package with what it lacks here, and that of the server, for pgbench. */
export function download(): void {
  // Whole or not at all, as with whatever else is kept there
  const unfinished = `${cache}.${process.pid}`
  const archives = path.join(unfinished, 'archives')
  mkdirSync(path.join(archives, 'partial'), { recursive: true })
  const aptGet = (...args: string[]) => execFileSync('apt-get', args, { cwd: archives, stdio: ['ignore', 'ignore', 'inherit'] })
  try {
    if (process.getuid?.() === 0) aptGet('update', '-qq')
    // `postgresql` depends on that of one version, such as postgresql-15
    const depends = execFileSync('apt-cache', ['depends', 'postgresql'], { encoding: 'utf8' })
    const server = /Depends: (postgresql-\d+)/.exec(depends)?.[1]
    if (!server) throw new Error('The lists of packages have no postgresql. As root: apt-get update')
    const client = server.replace('-', '-client-')
    const options = ['-qq', '-o', 'Debug::NoLocking=1', '-o', `Dir::Cache::archives=${archives}/`]
    aptGet(...options, 'install', '--download-only', '--reinstall', '--no-install-recommends', '-y', client)
    aptGet('-qq', 'download', server)
    for (const archive of globSync(`${archives}/*.deb`)) execFileSync('dpkg-deb', ['--extract', archive, unfinished])
    rmSync(archives, { recursive: true })
    if (!existsSync(cache)) renameSync(unfinished, cache)
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
}
