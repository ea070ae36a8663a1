/** Programs that know nothing of us, against `npm run lab -- serve`: psql, pgbench, node-pg's pool, and the real psycopg2. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { differences } from '../../examples/differences.ts'
import { normaliseOutcome } from '../../examples/normalise.ts'
import { findExamples, recorded } from '../../examples/outcome.ts'
import { runForReal } from '../../examples/real-python.ts'
import { findPython, TODAY } from '../../examples/references.ts'
import { findPrograms } from './debian-programs.ts'
import { Served } from './served.ts'

const run = promisify(execFile)

let served: Served
beforeAll(async () => {
  served = await Served.start()
}, 120_000)
afterAll(async () => {
  served.signal('SIGTERM') // a client that is still there would keep it from ending
  expect(await served.ended()).toBe(0)
})

const options = () => ({ host: '127.0.0.1', port: served.port, user: 'reader', password: 'reader', database: 'lab' })

describe("node-pg's pool", () => {
  test('has eight sessions at work at once, and errors by their SQLSTATE', async () => {
    const pool = new pg.Pool({ ...options(), max: 8 })
    await pool.query('create table visits(pid int)')
    await Promise.all(Array.from({ length: 40 }, () => pool.query('insert into visits select pg_backend_pid() from pg_sleep(0.01)')))
    const { rows } = await pool.query('select count(*)::int as visits, count(distinct pid)::int as pids from visits')
    expect(rows).toEqual([{ visits: 40, pids: 8 }])
    await expect(pool.query("set statement_timeout = '10ms'; select pg_sleep(60)")).rejects.toMatchObject({ code: '57014' })
    await pool.query('drop table visits')
    await pool.end()
  })
})

/** Null, and a word of it, if they are not there and cannot be had. */
function whatThereIs<T>(what: string, find: () => T): T | null {
  try {
    return find()
  } catch (error) {
    console.warn(`Nothing is tested with ${what}: ${(error as Error).message}`)
    return null
  }
}

const programs = whatThereIs('psql and pgbench', findPrograms)

describe.runIf(programs)("PostgreSQL's own programs", () => {
  const environment = () => ({
    PATH: process.env['PATH'],
    LC_ALL: 'C.UTF-8',
    PGHOST: '127.0.0.1',
    PGPORT: String(served.port),
    PGUSER: 'reader',
    PGPASSWORD: 'reader',
    PGDATABASE: 'lab',
    ...programs!.environment,
  })
  const psql = async (...commands: string[]) => {
    const args = ['--no-psqlrc', '--set=ON_ERROR_STOP=1', ...commands.map((command) => `--command=${command}`)]
    return (await run(programs!.psql, args, { env: environment() })).stdout
  }

  test('psql describes a table, copies in and out, and names what fails', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'lab-'))
    const file = path.join(folder, 'rows')
    const output = await psql(
      'create table kept(a int primary key, b text)',
      "insert into kept select i, 'number ' || i from generate_series(1, 3) i",
      '\\d kept',
      `\\copy kept to '${file}'`,
      'truncate kept',
      `\\copy kept from '${file}'`,
      'table kept',
      'drop table kept',
    )
    expect(output.replace(/ +$/gm, '')).toBe(
      [
        'CREATE TABLE',
        'INSERT 0 3',
        '                Table "public.kept"',
        ' Column |  Type   | Collation | Nullable | Default',
        '--------+---------+-----------+----------+---------',
        ' a      | integer |           | not null |',
        ' b      | text    |           |          |',
        'Indexes:',
        '    "kept_pkey" PRIMARY KEY, btree (a)',
        '',
        'COPY 3',
        'TRUNCATE TABLE',
        'COPY 3',
        ' a |    b',
        '---+----------',
        ' 1 | number 1',
        ' 2 | number 2',
        ' 3 | number 3',
        '(3 rows)',
        '',
        'DROP TABLE',
        '',
      ].join('\n'),
    )
    await rm(folder, { recursive: true })
    await expect(psql('select nosuch')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('column "nosuch" does not exist'),
    })
  })

  test('psql is refused with a wrong password, by SCRAM', async () => {
    const wrong = { ...environment(), PGPASSWORD: 'wrong' }
    await expect(run(programs!.psql, ['--command=select 1'], { env: wrong })).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('FATAL:  password authentication failed for user "reader"'),
    })
  })

  test('pgbench fills its tables, and its transactions add up', { timeout: 120_000 }, async () => {
    const pgbench = (...args: string[]) => run(programs!.pgbench, args, { env: environment() })
    await pgbench('--initialize', '--quiet')
    const { stdout } = await pgbench('--client=4', '--transactions=10')
    expect(stdout).toContain('number of transactions actually processed: 40/40')
    const { stdout: reads } = await pgbench('--select-only', '--client=8', '--transactions=20', '--no-vacuum')
    expect(reads).toContain('number of transactions actually processed: 160/160')
    const sums = ['accounts', 'tellers', 'branches'].map((table) => `(select sum(${table[0]}balance) from pgbench_${table})`)
    const output = await psql(
      '\\pset tuples_only on',
      `select count(*), ${sums.map((sum) => `sum(delta) = ${sum}`).join()} from pgbench_history`,
      'drop table pgbench_accounts, pgbench_tellers, pgbench_branches, pgbench_history',
    )
    expect(output).toContain(' 40 | t        | t        | t')
  })
})

const python = whatThereIs('the real psycopg2', findPython)
const examples = findExamples(['session-timeouts/statement-timeout', 'threads/notify', 'waiting/deadlock'])

describe.runIf(python)('the real psycopg2 prints what it prints with PostgreSQL', () => {
  test.each(examples)('$id', async (example) => {
    const directory = await mkdtemp(path.join(tmpdir(), 'lab-'))
    const outcome = await runForReal(python!, { port: served.port, directory, stop: async () => {} }, example)
    await rm(directory, { recursive: true })
    expect(differences(recorded(example, TODAY)!, normaliseOutcome(outcome))).toBe('')
  })
})
