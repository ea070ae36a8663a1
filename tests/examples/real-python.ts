/** Runs an example with a CPython and real psycopg2 against a real server. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Outcome } from './outcome.ts'
import type { RealServer } from './real-server.ts'

const runner = fileURLToPath(new URL('run_example.py', import.meta.url))
export const pristine = fileURLToPath(new URL('pristine.py', import.meta.url))
/** An example that takes longer waits for something that will not come. */
const LONGEST_MS = 20_000

/** What is run: `file` in `folder`. */
export interface Program {
  readonly id: string
  readonly folder: string
  readonly file: string
  /** SQL that a superuser runs in `lab` first, if there is any. */
  readonly setupFile: string | null
}

/**
 * Gives the program a new database, runs it, and returns what it printed and how it ended, as it came.
 * `modules` are the folders in which it finds what it imports, beside its own; `interpreter` runs it if not `python`, which has psycopg2;
 * `variables` are in its environment, too.
 */
export async function runForReal(
  python: string,
  server: RealServer,
  program: Program,
  modules: readonly string[] = [],
  interpreter = python,
  variables: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const asSuperuser = { ...environment(server.port), PGUSER: 'postgres', PGPASSWORD: 'postgres' }
  const prepared = await run(python, [pristine, ...(program.setupFile ? [program.setupFile] : [])], asSuperuser, program.folder)
  if (prepared.status !== 0) throw new Error(`${program.id}: preparing the database failed.\n${prepared.stderr}`)

  const report = join(server.directory, 'exception.json')
  const asReader = {
    ...environment(server.port),
    PGUSER: 'reader',
    PGPASSWORD: 'reader',
    PGDATABASE: 'lab',
    PYTHONPATH: modules.join(delimiter),
    ...variables,
  }
  const { stdout, stderr, status } = await run(interpreter, [runner, program.file, report], asReader, program.folder)
  if (status === null) throw new Error(`${program.id}: still running after ${LONGEST_MS / 1000} s, so it was stopped.\n${stdout}${stderr}`)
  return { stdout, stderr, exception: JSON.parse(readFileSync(report, 'utf8')), exitStatus: status }
}

/** Only what is needed: whatever PG… or PYTHON… the caller's shell has set must not change a recording. */
export function environment(port: number): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONIOENCODING: 'utf-8',
    PGHOST: 'localhost',
    PGPORT: String(port),
    PGPASSFILE: '/dev/null/none',
  }
}

async function run(python: string, args: string[], env: Record<string, string>, cwd: string) {
  const child = spawn(python, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: LONGEST_MS, killSignal: 'SIGKILL' })
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ])
  return { stdout, stderr, status }
}
