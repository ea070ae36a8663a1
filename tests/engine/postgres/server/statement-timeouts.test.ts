/** The timeouts that end a statement or its wait, each at exactly its time on the stepped clock. */
import { describe, expect, test } from 'vitest'
import { serverFor, WAYS } from '../server.ts'

const CANCELLED = 'ERROR 57014: canceling statement due to statement timeout'
const TEN_MINUTES = 600_000
/** Busy code looks at the clock now and then; each look is a quarter of a millisecond. */
const STEP = 0.25

const BUSY = {
  'a join': 'select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b',
  'a sort': 'select a from generate_series(1, 3000) a, generate_series(1, 3000) b order by a * b % 7919, b',
  'a recursion': 'with recursive r(n) as (select 1 union all select n + 1 from r) select count(*) from r',
  'an endless loop in PL/pgSQL': 'do $$ begin loop end loop; end $$',
  'a loop that computes in PL/pgSQL': 'do $$ declare n bigint := 0; begin loop n := n + 1; end loop; end $$',
  'a regular expression': `select repeat('xy', 2000) ~ '^((x|y)*)((x|y)*)\\1\\3z'`,
}

describe.each(WAYS)('%s', (way) => {
  const server = serverFor(way)

  describe('statement_timeout', () => {
    test.each([500, TEN_MINUTES])('ends a sleep after %d ms, and the session goes on', async (limit) => {
      const session = server.open({ options: `-c statement_timeout=${limit}` })
      const took = await server.time(async () => expect(await session.error('select pg_sleep(1e6)')).toBe(CANCELLED))
      expect(took).toBe(limit)
      expect(server.firings(session)).toEqual([['statement_timeout', limit, 0]])
      expect(await session.value('select 1')).toBe('1')
    })

    test.each(Object.entries(BUSY))('ends %s', async (_name, sql) => {
      const session = server.open({ options: '-c statement_timeout=2' })
      const answer = await session.query(sql)
      expect(answer.error).toBe(CANCELLED)
      expect(answer.status).toBe('I')
      const [[timer, after, late] = []] = server.firings(session)
      expect([timer, after! - late!]).toEqual(['statement_timeout', 2])
      expect(late).toBeLessThanOrEqual(STEP)
      expect(await session.value('select 1')).toBe('1')
    })

    test('counts for each statement, and not for the time between', async () => {
      const session = server.open({ options: '-c statement_timeout=500' })
      for (let i = 0; i < 3; i++) {
        expect(await session.error('select pg_sleep(0.4)')).toBeNull()
        await server.sleep(10_000)
      }
      expect(await session.error('select pg_sleep(0.3); select pg_sleep(0.3); select pg_sleep(0.3)')).toBeNull()
      expect(server.firings(session)).toEqual([])
    })

    test('leaves a transaction aborted, and WHEN OTHERS does not catch it', async () => {
      const session = server.open()
      await session.value('begin; set local statement_timeout = 100')
      const answer = await session.query('do $$ begin perform pg_sleep(9); exception when others then null; end $$')
      expect([answer.error, answer.status]).toEqual([CANCELLED, 'E'])
      expect(await session.error('select 1')).toMatch(/^ERROR 25P02/)
      expect((await session.query('rollback')).status).toBe('I')
      expect(await session.value('show statement_timeout')).toBe('0')
      expect(
        await session.error(
          'do $$ begin set local statement_timeout = 1; perform pg_sleep(0); exception when query_canceled then null; end $$',
        ),
      ).toBeNull()
    })
  })

  describe('lock_timeout', () => {
    test.each(['begin; lock table t', 'select * from t for update'])('ends the wait of %s', async (sql) => {
      const [holder, waiter] = [server.open(), server.open({ options: '-c lock_timeout=500' })]
      await holder.run('create table t as select 1 as a', 'begin', 'lock table t')
      const took = await server.time(async () =>
        expect(await waiter.error(sql)).toBe('ERROR 55P03: canceling statement due to lock timeout'),
      )
      expect(took).toBe(500)
      expect(server.firings(waiter).map(([timer, after]) => [timer, after])).toEqual([['lock_timeout', 500]])
      expect((await waiter.query('rollback')).status).toBe('I')
      expect((await holder.query('commit')).status).toBe('I')
      expect(await waiter.error(sql)).toBeNull()
    })

    test('waits for a row name the row; pg_sleep is no wait for a lock', async () => {
      const [holder, waiter] = [server.open(), server.open({ options: '-c lock_timeout=500' })]
      await holder.run('create table t as select 1 as a', 'begin', 'update t set a = 2')
      expect((await waiter.query('update t set a = 3')).fields).toMatchObject({
        code: '55P03',
        where: 'while updating tuple (0,1) in relation "t"',
      })
      expect(await server.time(() => waiter.value('select pg_sleep(2)'))).toBe(2000)
    })

    test.each([
      ['400', '500', 'ERROR 55P03: canceling statement due to lock timeout', 400],
      ['500', '400', CANCELLED, 400],
    ])('with lock_timeout %s and statement_timeout %s the shorter ends it', async (lock, statement, error, after) => {
      const [holder, waiter] = [server.open(), server.open({ options: `-c lock_timeout=${lock} -c statement_timeout=${statement}` })]
      await holder.run('create table t()', 'begin', 'lock table t')
      expect(await server.time(async () => expect(await waiter.error('begin; lock table t')).toBe(error))).toBe(after)
    })

    test('equal ones: the one armed first, which is statement_timeout, whose statement began before its wait', async () => {
      const [holder, waiter] = [server.open(), server.open({ options: '-c lock_timeout=500 -c statement_timeout=500' })]
      await holder.run('create table t()', 'begin', 'lock table t')
      expect(await waiter.error('do $$ begin perform pg_sleep(0.001); lock table t; end $$')).toBe(CANCELLED)
    })
  })

  test('work takes as long on the clock after a pause as before it', async () => {
    const session = server.open()
    const work = () => server.time(() => session.run('do $$ begin for i in 1..10000 loop null; end loop; end $$'))
    const took = [await work(), await work()]
    await server.sleep(1000)
    took.push(await work())
    await session.run('select pg_sleep(1)')
    took.push(await work())
    expect(Math.max(...took) - Math.min(...took), `${took}`).toBeLessThanOrEqual(1)
  })
})
