/** What an engine executes by itself before its run leaves nothing that a program could see. */
import { expect, test } from 'vitest'
import { createEngine } from '../../../src/cli/engine-in-node.ts'
import { REHEARSAL } from '../../../src/live/rehearsal.ts'

const PROGRAM = `
import psycopg2
conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
cur.execute("create table t (); select 't'::regclass::oid, pg_backend_pid(), txid_current(), pg_current_wal_insert_lsn()")
print(*cur.fetchone())
cur.execute("select pid, backend_type, xact_start is null from pg_stat_activity order by pid")
print(*cur.fetchall())
cur.execute("select datname, sessions, xact_commit from pg_stat_database order by datname")
print(*cur.fetchall())
`
const run = { code: PROGRAM, fileName: 'main.py', setup: null, clock: 'real' } as const

test('a program sees a server that nobody has used', async () => {
  const [cold, warm] = [await createEngine(), await createEngine()]
  await warm.warmUp()
  const expected = await cold.run(run)
  expect(expected.stderr).toBe('')
  expect((await warm.run(run)).stdout).toBe(expected.stdout)
})

test('the program of the rehearsal, whose end nobody hears, does not fail', async () => {
  const { stdout, stderr } = await (await createEngine()).run({ ...run, code: REHEARSAL })
  expect([stdout, stderr]).toEqual(['(1,) 2\n', ''])
})
