/** Sessions that have yielded in the middle of a computation: signals and alarms that reach them there. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Client } from '../client.ts'
import { serverFor } from '../server.ts'

const server = serverFor('suspending')

const CANCELLED = 'ERROR 57014: canceling statement due to user request'
const TERMINATED = 'FATAL 57P01: terminating connection due to administrator command'
/** In milliseconds: a time slice, and the interval between two looks of busy code. */
const SLICE = 5

const BUSY = {
  'a loop in PL/pgSQL': 'do $$ begin loop null; end loop; end $$',
  'a join': 'select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b',
  'a sort': 'select a from generate_series(1, 2000) a, generate_series(1, 2000) b order by a * b % 7919, b',
  'a regular expression': `select repeat('xy', 10000) ~ '^((x|y)*)((x|y)*)\\1\\3z'`,
}

let witness: Client
beforeEach(() => {
  witness = server.open()
})

/** A session that computes, and has yielded to the test. */
async function computing(sql: string, options = ''): Promise<Client> {
  const session = server.open({ options })
  session.start(`select pg_sleep(0.001); ${sql}`)
  await server.sleep(2 * SLICE)
  expect(session.isAnswered).toBe(false)
  return session
}

describe.each(Object.entries(BUSY))('%s', (_what, sql) => {
  test.each(['pg_cancel_backend', 'pg_terminate_backend'])('is ended by %s within a time slice', async (end) => {
    const session = await computing(sql)
    expect(await witness.value(`select ${end}(${session.pid})`)).toBe('t')
    const took = await server.time(async () => {
      expect((await session.answer()).error).toBe(end === 'pg_cancel_backend' ? CANCELLED : TERMINATED)
    })
    expect(took).toBeLessThanOrEqual(SLICE)
    expect(session.alive).toBe(end === 'pg_cancel_backend')
  })

  test('is ended by a CancelRequest', async () => {
    const session = await computing(sql)
    server.postmaster.cancel(session.pid, session.session.cancelKey)
    expect(await session.answer()).toMatchObject({ error: CANCELLED, status: 'I' })
    expect(await session.value('select 1')).toBe('1')
  })

  test('is ended by statement_timeout, at most a turn late', async () => {
    const session = await computing(sql, '-c statement_timeout=50')
    const other = await computing(sql)
    expect((await session.answer()).error).toBe('ERROR 57014: canceling statement due to statement timeout')
    const late = server.firings(session).at(-1)!.at(2)
    expect(late).toBeLessThanOrEqual(SLICE)
    expect(other.isAnswered).toBe(false)
  })
})

test('whose client leaves computes to its end', async () => {
  const session = await computing('create table t as select count(*) from generate_series(1, 100000)')
  server.postmaster.disconnect(session.session)
  expect(session.alive).toBe(true)
  await server.until(() => !session.alive)
  expect(await witness.value('select count from t')).toBe('100000')
})

test('ends itself, or takes its own statement back', async () => {
  const loop = (end: string) =>
    `do $$ begin for i in 1..20000 loop if i = 19000 then perform ${end}(pg_backend_pid()); end if; end loop; end $$`
  const sessions = [await computing(loop('pg_cancel_backend')), await computing(loop('pg_terminate_backend'))] as const
  expect((await sessions[0].answer()).error).toBe(CANCELLED)
  expect((await sessions[1].answer()).error).toBe(TERMINATED)
  expect(sessions.map(({ alive }) => alive)).toEqual([true, false])
})

test('all statements are cancelled at once, in whatever state they are', async () => {
  const sessions = await Array.fromAsync(Object.values(BUSY), (sql) => computing(sql))
  const asleep = server.open().start('select pg_sleep(60)')
  server.postmaster.cancelAll()
  for (const session of [...sessions, asleep]) expect(await session.answer()).toMatchObject({ error: CANCELLED, status: 'I' })
  expect(await witness.value('select 1')).toBe('1')
})
