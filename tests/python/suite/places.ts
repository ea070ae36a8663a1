/** The three places where the suite runs, a module at a time: each gives what became of the module's tests. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { environment, pristine } from '../../examples/real-python.ts'
import type { RealServer } from '../../examples/real-server.ts'

export interface Outcome {
  readonly outcome: 'passed' | 'failed' | 'skipped'
  /** Why it was skipped, or its traceback. */
  readonly detail?: string
}
/** By the test's name, without that of the suite's package. */
export type Outcomes = ReadonlyMap<string, Outcome>

/** What of a module is to be run: all of it, or the tests whose names hold the pattern. */
export interface Part {
  readonly module: string
  readonly pattern: string | undefined
}

export type Place = (part: Part) => Promise<Outcomes>

const PACKAGE = 'tests'
const runner = path.join(import.meta.dirname, 'run_module.py')
const lab = path.join(import.meta.dirname, '../../../src/cli/lab.ts')
const ours = path.join(import.meta.dirname, '../../../src/python')
/** As `run_module.py` marks its lines. */
const MARK = '\x1f'
/** A module that takes longer waits for something that will not come. */
const LONGEST_MS = 180_000

/** What the suite wants to know. Some of its tests need the superuser. */
const suite = (green: boolean) => ({
  PSYCOPG2_TESTDB: 'lab',
  PSYCOPG2_TESTDB_HOST: 'localhost',
  PSYCOPG2_TESTDB_USER: 'postgres',
  PSYCOPG2_TESTDB_PASSWORD: 'postgres',
  ...(green && { PSYCOPG2_TEST_GREEN: '1' }),
})

/** On CPython against a real server, with the psycopg2 that `python` has, or else this driver. */
export function overSocket(python: string, server: RealServer, folder: string, green: boolean, driver: 'real' | 'ours'): Place {
  return ({ module, pattern }) => {
    const superuser = { ...environment(server.port), PGUSER: 'postgres', PGPASSWORD: 'postgres' }
    const prepared = spawnSync(python, [pristine, path.join(import.meta.dirname, 'database.sql')], { env: superuser, stdio: 'inherit' })
    if (prepared.status !== 0) throw new Error('The database could not be prepared.')
    const env = {
      ...environment(server.port),
      ...suite(green),
      PSYCOPG2_TESTDB_PORT: String(server.port),
      PSYCOPG2_TEST_REPL_DSN: '',
      ...(driver === 'ours' && { PYTHONPATH: ours }),
    }
    return outcomes(python, [runner, ...named(module, pattern)], env, folder)
  }
}

/** As a reader's program runs, in an engine of its own. */
export function inEngine(folder: string, green: boolean): Place {
  const variables = Object.entries({ ...suite(green), PSYCOPG2_TEST_REPL_DSN: '' }).flatMap(([name, value]) => [
    '--env',
    `${name}=${value}`,
  ])
  return ({ module, pattern }) =>
    outcomes(process.execPath, [lab, 'run', runner, '--mount', folder, ...variables, ...named(module, pattern)], process.env, folder)
}

const named = (module: string, pattern: string | undefined): string[] => [`${PACKAGE}.${module}`, ...(pattern ? [pattern] : [])]

interface Line {
  readonly test?: string
  readonly outcome: Outcome['outcome'] | 'started' | 'ended'
  readonly detail?: string
}

/** Of a process that executes `run_module.py`. A test that has not ended with it has failed. */
async function outcomes(command: string, args: readonly string[], env: NodeJS.ProcessEnv, cwd: string): Promise<Outcomes> {
  const child = spawn(command, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: LONGEST_MS, killSignal: 'SIGKILL' })
  const found = new Map<string, Outcome>()
  let started: string | undefined
  let ended = false
  const read = async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      // A test may have printed something before it
      const at = line.indexOf(MARK)
      if (at < 0) continue
      const { test = '', outcome, detail }: Line = JSON.parse(line.slice(at + 1))
      const name = test.replace(`${PACKAGE}.`, '')
      if (outcome === 'ended') ended = true
      else if (outcome === 'started') started = name
      // A test may fail in several of its parts, and in its end
      else if (found.get(name)?.outcome !== 'failed') found.set(name, { outcome, ...(detail !== undefined && { detail }) })
    }
  }
  const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, 'exit') as Promise<[number | null]>, read()])
  if (!ended) {
    const how = status === null ? `It was ended after ${LONGEST_MS / 1000} s.` : `Python ended with status ${status}.`
    found.set(started ?? 'before any test', { outcome: 'failed', detail: `${how}\n${stderr}` })
  }
  return found
}
