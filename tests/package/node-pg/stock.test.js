/** Each test has a database of its own in milliseconds, and no test waits for a limit. */
import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import pg from 'pg'
import { createServer } from 'sessions-for-pglite'
import { SCHEMA, take } from './stock.js'

let server
let pool

before(async () => {
  server = await createServer({ setup: SCHEMA })
})
after(() => server.close())

beforeEach(() => {
  const login = { user: 'postgres', password: 'postgres', database: 'postgres' }
  pool = new pg.Pool({ ...login, max: 3, stream: () => server.connect() })
  pool.on('error', () => {}) // of an idle client whose session the server has ended
})
afterEach(async () => {
  await pool.end()
  await server.reset()
})

for (const round of [1, 2])
  test(`what is taken is gone, and back in the next test (${round})`, async () => {
    assert.equal(await take(pool, 'apple', 2), 3)
    assert.equal(await take(pool, 'apple', 3), 0)
    await assert.rejects(take(pool, 'apple', 1), { code: '23514' })
  })

test('who has to wait for a lock gives up after two seconds, which pass at once', async () => {
  const other = await server.session()
  await other.query("begin; update stock set amount = 0 where item = 'pear'")
  const taken = take(pool, 'pear', 1)
  const refused = assert.rejects(taken, { code: '55P03' })
  const began = performance.now()
  await until(async () => (await server.query("select 1 from pg_stat_activity where wait_event_type = 'Lock'")).rows.length > 0)
  await server.clock.advance(2000)
  await refused
  assert.ok(performance.now() - began < 2000)
  await other.query('rollback')
  assert.equal(await take(pool, 'pear', 1), 1)
  await other.end()
})

test('a transaction that was forgotten for ten minutes is ended by the server', async () => {
  const client = await pool.connect()
  client.on('error', () => {})
  await client.query("set idle_in_transaction_session_timeout = '10min'")
  await client.query('begin')
  await server.clock.advance(9 * 60_000)
  await client.query('select 1')
  await server.clock.advance(10 * 60_000)
  await assert.rejects(client.query('select 1'))
  client.release(true)
  const { rows } = await pool.query(
    "select count(*)::int as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
  )
  assert.deepEqual(rows, [{ others: 0 }])
})

test('a fixture is prepared once, and restored as often as it is wanted', async () => {
  await server.query("insert into stock select 'item ' || i, i from generate_series(1, 1000) i")
  const full = server.snapshot()
  for (let i = 0; i < 3; i++) {
    await server.query('truncate stock')
    await server.restore(full)
    assert.deepEqual((await server.query('select count(*) from stock')).rows, [['1002']])
  }
})

async function until(isSo) {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve))
}
