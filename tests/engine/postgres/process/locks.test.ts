/** Waiting for locks: who gets them, and waits that nobody would end. */
import { describe, expect, test } from 'vitest'
import { serverFor, WAYS } from '../server.ts'

describe.each(WAYS)('%s', (way) => {
  const server = serverFor(way)

  /** Two sessions, the first of which holds the lock of the table `t`. */
  async function holderAndWaiter(holderOptions = '', waiterOptions = '') {
    const [holder, waiter] = [server.open({ options: holderOptions }), server.open({ options: waiterOptions })]
    await holder.run('create table t as select 1 as a', 'begin', 'lock table t')
    return { holder, waiter }
  }

  describe('a lock is handed on when its holder is ended', () => {
    test.each([
      ['idle_in_transaction_session_timeout', 700],
      ['transaction_timeout', 900],
    ])('by %s', async (timeout, limit) => {
      const { holder, waiter } = await holderAndWaiter(`-c ${timeout}=${limit}`)
      expect(await server.time(async () => expect(await waiter.value('select count(*) from t')).toBe('1'))).toBe(limit)
      expect(holder.alive).toBe(false)
      expect(server.takeEndlessWait()).toBeNull()
    })

    test('by pg_terminate_backend; what was not committed is gone', async () => {
      const { holder, waiter } = await holderAndWaiter()
      await holder.run('insert into t values (2)')
      await server.open().run(`select pg_terminate_backend(${holder.pid})`)
      expect(await waiter.value('select count(*) from t')).toBe('1')
    })

    test('by a client that leaves', async () => {
      const { holder, waiter } = await holderAndWaiter()
      await holder.terminate()
      expect(await waiter.value('select count(*) from t')).toBe('1')
    })
  })

  test('a wait is told with who blocks it, and its end', async () => {
    const { holder, waiter } = await holderAndWaiter('', '-c lock_timeout=1500')
    server.events.length = 0
    await waiter.query('select * from t')
    const told = server.events.filter(({ kind }) => /wait|fired/.test(kind))
    const armed = server.events.find((event) => event.kind === 'timer-armed' && event.timer === 'lock_timeout')!.at
    expect(told.map(({ at, ...event }) => ({ ...event, at: Math.floor(at - armed) }))).toEqual([
      { at: 0, session: waiter.pid, kind: 'wait-began', on: 'lock', blockers: [holder.pid] },
      { at: 1000, session: waiter.pid, kind: 'timer-fired', timer: 'deadlock_timeout' },
      { at: 1000, session: waiter.pid, kind: 'wait-ended' },
      { at: 1000, session: waiter.pid, kind: 'wait-began', on: 'lock', blockers: [holder.pid] },
      { at: 1500, session: waiter.pid, kind: 'timer-fired', timer: 'lock_timeout' },
      { at: 1500, session: waiter.pid, kind: 'wait-ended' },
    ])
  })

  test('a sleep is told as a wait for nobody', async () => {
    const session = server.open()
    await session.run('select pg_sleep(1)')
    expect(server.events).toContainEqual(expect.objectContaining({ kind: 'wait-began', on: 'latch', blockers: [] }))
  })

  describe('a wait that cannot end', () => {
    test('is given up at once, names the blocker, and the session goes on', async () => {
      const { holder, waiter } = await holderAndWaiter()
      await waiter.run('begin')
      const answer = await waiter.query('select * from t')
      expect(server.takeEndlessWait()).toEqual({ pid: waiter.pid, blockers: [holder.pid] })
      expect(server.takeEndlessWait()).toBeNull()
      expect([answer.error, answer.status]).toEqual(['ERROR 57014: canceling statement due to user request', 'E'])
      await waiter.run('rollback', 'select 1')
      await holder.run('commit')
      expect(await waiter.value('select count(*) from t')).toBe('1')
    })

    test('names all who block', async () => {
      const [one, two, waiter] = [server.open(), server.open(), server.open()]
      await one.run('create table t()', 'begin', 'lock table t in share mode')
      await two.run('begin', 'lock table t in share mode')
      await waiter.query('drop table t')
      const { pid, blockers } = server.takeEndlessWait()!
      expect([pid, [...blockers].sort()]).toEqual([waiter.pid, [one.pid, two.pid]])
    })

    test('also for an advisory lock, and for a unique key that is being inserted', async () => {
      const [holder, waiter] = [server.open(), server.open()]
      await holder.run('select pg_advisory_lock(7)', 'create table u(a int primary key)', 'begin', 'insert into u values (1)')
      for (const sql of ['select pg_advisory_lock(7)', 'insert into u values (1)']) {
        expect((await waiter.query(sql)).status).toBe('I')
        expect(server.takeEndlessWait(), sql).toEqual({ pid: waiter.pid, blockers: [holder.pid] })
      }
    })

    test.each(['statement_timeout', 'lock_timeout', 'transaction_timeout'])('is not one while %s is armed', async (timeout) => {
      const { waiter } = await holderAndWaiter('', `-c ${timeout}=1234`)
      expect(await server.time(() => waiter.query('select * from t'))).toBe(1234)
      expect(server.takeEndlessWait()).toBeNull()
    })

    test('two sessions that wait for each other: the second cannot, as the first one gave up', async () => {
      const { holder, waiter } = await holderAndWaiter()
      await waiter.run('create table u()', 'begin', 'lock table u')
      await holder.query('lock table u')
      expect(server.takeEndlessWait()).toEqual({ pid: holder.pid, blockers: [waiter.pid] })
      expect(await waiter.error('lock table t')).toBeNull() // the holder's transaction was aborted, and with it went its locks
    })
  })
})
