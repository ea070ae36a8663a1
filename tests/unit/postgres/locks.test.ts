/** Waiting for locks where only one session can run: who gets them, and waits that nobody would end. */
import { beforeEach, describe, expect, test } from 'vitest'
import { Server } from './server.ts'

const server = await Server.start()
beforeEach(() => server.reset())

/** Two sessions, the first of which holds the lock of the table `t`. */
function holderAndWaiter(holderOptions = '', waiterOptions = '') {
  const [holder, waiter] = [server.open({ options: holderOptions }), server.open({ options: waiterOptions })]
  holder.run('create table t as select 1 as a', 'begin', 'lock table t')
  return { holder, waiter }
}

describe('a lock is handed on when its holder is ended', () => {
  test.each([
    ['idle_in_transaction_session_timeout', 700],
    ['transaction_timeout', 900],
  ])('by %s', (timeout, limit) => {
    const { holder, waiter } = holderAndWaiter(`-c ${timeout}=${limit}`)
    expect(server.time(() => expect(waiter.value('select count(*) from t')).toBe('1'))).toBe(limit)
    expect(holder.alive).toBe(false)
    expect(server.postmaster.takeEndlessWait()).toBeNull()
  })

  test('by pg_terminate_backend; what was not committed is gone', () => {
    const { holder, waiter } = holderAndWaiter()
    holder.run('insert into t values (2)')
    server.open().run(`select pg_terminate_backend(${holder.pid})`)
    expect(waiter.value('select count(*) from t')).toBe('1')
  })

  test('by a client that leaves', () => {
    const { holder, waiter } = holderAndWaiter()
    holder.terminate()
    expect(waiter.value('select count(*) from t')).toBe('1')
  })
})

test('a wait is told with who blocks it, and its end', () => {
  const { holder, waiter } = holderAndWaiter('', '-c lock_timeout=1500')
  server.events.length = 0
  waiter.query('select * from t')
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

test('a sleep is told as a wait for nobody', () => {
  const session = server.open()
  session.run('select pg_sleep(1)')
  expect(server.events).toContainEqual(expect.objectContaining({ kind: 'wait-began', on: 'latch', blockers: [] }))
})

describe('a wait that cannot end', () => {
  test('is given up at once, names the blocker, and the session goes on', () => {
    const { holder, waiter } = holderAndWaiter()
    waiter.run('begin')
    const answer = waiter.query('select * from t')
    expect(server.postmaster.takeEndlessWait()).toEqual({ pid: waiter.pid, blockers: [holder.pid] })
    expect(server.postmaster.takeEndlessWait()).toBeNull()
    expect([answer.error, answer.status]).toEqual(['ERROR 57014: canceling statement due to user request', 'E'])
    waiter.run('rollback', 'select 1')
    holder.run('commit')
    expect(waiter.value('select count(*) from t')).toBe('1')
  })

  test('names all who block', () => {
    const [one, two, waiter] = [server.open(), server.open(), server.open()]
    one.run('create table t()', 'begin', 'lock table t in share mode')
    two.run('begin', 'lock table t in share mode')
    waiter.query('drop table t')
    const { pid, blockers } = server.postmaster.takeEndlessWait()!
    expect([pid, [...blockers].sort()]).toEqual([waiter.pid, [one.pid, two.pid]])
  })

  test('also for an advisory lock, and for a unique key that is being inserted', () => {
    const [holder, waiter] = [server.open(), server.open()]
    holder.run('select pg_advisory_lock(7)', 'create table u(a int primary key)', 'begin', 'insert into u values (1)')
    for (const sql of ['select pg_advisory_lock(7)', 'insert into u values (1)']) {
      expect(waiter.query(sql).status).toBe('I')
      expect(server.postmaster.takeEndlessWait(), sql).toEqual({ pid: waiter.pid, blockers: [holder.pid] })
    }
  })

  test.each(['statement_timeout', 'lock_timeout', 'transaction_timeout'])('is not one while %s is armed', (timeout) => {
    const { waiter } = holderAndWaiter('', `-c ${timeout}=1234`)
    expect(server.time(() => waiter.query('select * from t'))).toBe(1234)
    expect(server.postmaster.takeEndlessWait()).toBeNull()
  })

  test('two sessions that wait for each other: the second cannot, as the first one gave up', () => {
    const { holder, waiter } = holderAndWaiter()
    waiter.run('create table u()', 'begin', 'lock table u')
    holder.query('lock table u')
    expect(server.postmaster.takeEndlessWait()).toEqual({ pid: holder.pid, blockers: [waiter.pid] })
    expect(waiter.query('lock table t').error).toBeNull() // the holder's transaction was aborted, and with it went its locks
  })
})
