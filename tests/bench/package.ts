/**
 * sessions-for-pglite, as a test-suite uses it: beside PGlite as it comes, and beside a real server on which each test has a database made
 * from a template. Both servers have been started beforehand.
 */
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { createServer, type NodeServer } from '../../src/package/node.ts'
import { startRealServer } from '../examples/real-server.ts'
import type { PackageResult } from './results.ts'
import { median, rounded } from './statistics.ts'

const ROUNDS = 7
/** Of what a suite does hundreds of times. */
const RESETS = 21
const TESTS = 200
const TABLES = ['a', 'b', 'c', 'd', 'e']
const SCHEMA = TABLES.map((name) => `create table ${name} (id int primary key, name text not null)`).join('; ')
const fill = (rows: number) =>
  TABLES.map((name) => `insert into ${name} select i, 'row ' || i from generate_series(1, ${rows / TABLES.length}) i`).join('; ')
/** Some 10 MB. */
const FIXTURE = `create table big as select i, repeat(md5(i::text), 20) as filler from generate_series(1, 13500) i`

const LOGIN = { user: 'postgres', password: 'postgres' }

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

export async function measurePackage(log: (line: string) => void): Promise<PackageResult> {
  await (await createServer()).close() // it may have to be built
  const ours: number[] = []
  const stock: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await timed(async () => (await createServer()).query('select 1')))
    stock.push(await timed(async () => (await PGlite.create()).query('select 1')))
  }
  log('starts')
  const real = await startRealServer()
  const admin = new pg.Client({ ...LOGIN, host: 'localhost', port: real.port, database: 'postgres' })
  await admin.connect()
  try {
    const server = await createServer({ setup: SCHEMA })
    await admin.query('create database empty')
    await inDatabase(real.port, 'empty', SCHEMA)
    const reset = await compare(
      async () => {
        await server.query(fill(1000))
        return timed(() => server.reset())
      },
      () => copies(admin, 'empty'),
    )
    log('reset')
    const suite = {
      ours: await timed(() => suiteOurs(server)),
      real: await timed(() => suiteReal(admin, real.port)),
    }
    log('suite')
    await server.query(FIXTURE)
    const [[bytes]] = (await server.query("select pg_total_relation_size('big')")).rows as [[string]]
    const state = server.snapshot()
    await admin.query('create database full_one')
    await inDatabase(real.port, 'full_one', `${SCHEMA}; ${FIXTURE}`)
    const restore = await compare(
      async () => {
        await server.query('delete from big where i % 3 = 0')
        return timed(() => server.restore(state))
      },
      () => copies(admin, 'full_one'),
    )
    log('restore')
    return {
      rounds: ROUNDS,
      tests: TESTS,
      fixtureBytes: Number(bytes),
      start: { ours: rounded(median(ours)), stock: rounded(median(stock)) },
      reset,
      restore,
      suite: { ours: rounded(suite.ours), real: rounded(suite.real) },
    }
  } finally {
    await admin.end()
    await real.stop()
  }
}

async function compare(ours: () => Promise<number>, real: () => Promise<number>): Promise<{ ours: number; real: number }> {
  const times: { ours: number[]; real: number[] } = { ours: [], real: [] }
  for (let round = 0; round < RESETS; round++) {
    times.ours.push(await ours())
    times.real.push(await real())
  }
  return { ours: rounded(median(times.ours)), real: rounded(median(times.real)) }
}

/** How long a database takes to be made; dropping it is not counted. */
async function copies(admin: pg.Client, template: string): Promise<number> {
  const time = await timed(() => admin.query(`create database copy template ${template}`))
  await admin.query('drop database copy')
  return time
}

async function inDatabase(port: number, database: string, sql: string): Promise<void> {
  const client = new pg.Client({ ...LOGIN, host: 'localhost', port, database })
  await client.connect()
  await client.query(sql)
  await client.end()
}

/** What each test does, with two connections at once. */
async function oneTest(connect: () => pg.Client): Promise<void> {
  const [one, other] = [connect(), connect()]
  await Promise.all([one.connect(), other.connect()])
  await one.query('begin')
  await one.query("insert into a values (1, 'one')")
  const waiting = other.query("insert into a values (1, 'other') on conflict do nothing")
  await one.query('commit')
  await waiting
  const { rows } = await other.query('select count(*)::int from a')
  if (rows[0].count !== 1) throw new Error('The database was not fresh.')
  await Promise.all([one.end(), other.end()])
}

async function suiteOurs(server: NodeServer): Promise<void> {
  // A socket's part is played by the stream, whose type has less than pg's declaration asks for
  const options = { ...LOGIN, database: 'postgres', stream: () => server.connect() } as unknown as pg.ClientConfig
  for (let test = 0; test < TESTS; test++) {
    await server.reset()
    await oneTest(() => new pg.Client(options))
  }
}

async function suiteReal(admin: pg.Client, port: number): Promise<void> {
  for (let test = 0; test < TESTS; test++) {
    const database = `test_${test}`
    await admin.query(`create database ${database} template empty`)
    await oneTest(() => new pg.Client({ ...LOGIN, host: 'localhost', port, database }))
    await admin.query(`drop database ${database}`)
  }
}
