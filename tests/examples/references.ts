/**
 * The psycopg2 that programs are recorded with: first the one that readers install today, whose behaviour the driver follows, from the
 * package index in a virtual environment of its own; then Debian's, which has an older libpq. Both run on the same CPython where they can.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A psycopg2 to record with. */
export interface Reference {
  /** Of psycopg2, such as `2.9.13`. */
  readonly version: string
  /** The command of a Python that has it. */
  readonly python: string
}

/** What readers install: `psycopg2-binary`, with libpq 17 in its wheel. */
export const TODAY = '2.9.13'
/** What Debian 12 has: libpq 15. */
export const DEBIAN = '2.9.5'

/** In the order in which they are to be tried: psycopg2 of Debian's own Python is not seen by others. */
const PYTHONS = ['/usr/bin/python3', 'python3']
const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url))

/** Both, the one that the driver follows first. */
export function findReferences(): Reference[] {
  return [
    { version: TODAY, python: findPython() },
    { version: DEBIAN, python: findDebians() },
  ]
}

/** A Python with the psycopg2 that readers install; the first time, an environment is made and the package installed in it. */
export function findPython(): string {
  const environment = join(cache, `psycopg2-binary-${TODAY}`)
  const python = join(environment, 'bin/python')
  if (versionIn(python) === TODAY) return python
  mkdirSync(cache, { recursive: true })
  rmSync(environment, { recursive: true, force: true })
  makeEnvironment(environment, [`psycopg2-binary==${TODAY}`])
  return python
}

/** Makes a virtual environment in which pip has installed what `packages` name. */
export function makeEnvironment(environment: string, packages: readonly string[]): void {
  const base = PYTHONS.find((command) => succeeds(command, 'import ensurepip'))
  if (!base)
    throw new Error(`None of ${PYTHONS.join(', ')} can make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv`)
  // Whole or not at all: it gets its name when it is complete, as another process may be making one at the same time
  const unfinished = `${environment}.${process.pid}`
  try {
    execFileSync(base, ['-m', 'venv', unfinished], { stdio: ['ignore', 'ignore', 'inherit'] })
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:', ...packages]
    execFileSync(join(unfinished, 'bin/python'), install, { stdio: ['ignore', 'ignore', 'inherit'] })
    if (!existsSync(environment)) renameSync(unfinished, environment)
  } finally {
    if (existsSync(unfinished)) rmSync(unfinished, { recursive: true })
  }
}

function findDebians(): string {
  const found = PYTHONS.find((python) => versionIn(python) === DEBIAN)
  if (!found) throw new Error(`None of ${PYTHONS.join(', ')} has psycopg2 ${DEBIAN}. On Debian 12: apt-get install python3-psycopg2`)
  return found
}

/** The version of the psycopg2 that a Python has; empty if it has none, or there is no such Python. */
function versionIn(python: string): string {
  const { status, stdout } = spawnSync(python, ['-c', 'import psycopg2; print(psycopg2.__version__.split()[0])'], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : ''
}

const succeeds = (python: string, code: string): boolean => spawnSync(python, ['-c', code], { stdio: 'ignore' }).status === 0

/** `17.11` for the libpq of version 170011 that this Python's psycopg2 runs with. */
export function libpqOf({ python }: Reference): string {
  const code = 'from psycopg2.extensions import libpq_version; print("{}.{}".format(*divmod(libpq_version(), 10000)))'
  return execFileSync(python, ['-c', code], { encoding: 'utf8' }).trim()
}
