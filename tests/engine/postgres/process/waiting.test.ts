/** Sessions that wait side by side: each is suspended where it waits, and PostgreSQL decides who goes on. */
import { describe, expect, test } from 'vitest'
import type { Client } from '../client.ts'
import { serverFor } from '../server.ts'

const server = serverFor('suspending')

const sessions = (count: number, options = '') => Array.from({ length: count }, () => server.open({ options }))
const states = (witness: Client, ...clients: Client[]) =>
  Array.fromAsync(clients, ({ pid }) =>
    witness.value(`select coalesce(wait_event_type || ':' || wait_event, state) from pg_stat_activity where pid = ${pid}`),
  )

test('a session waits for a lock while others work, and goes on when it is free', async () => {
  const [holder, waiter, witness] = sessions(3) as [Client, Client, Client]
  await holder.run('create table t as select 1 as a', 'begin', 'update t set a = 2')
  waiter.start('update t set a = a + 1 returning a')
  expect(await states(witness, holder, waiter)).toEqual(['Client:ClientRead', 'Lock:transactionid'])
  expect(await witness.value(`select pg_blocking_pids(${waiter.pid})`)).toBe(`{${holder.pid}}`)
  expect(waiter.session.hasOutput).toBe(false)
  await holder.run('commit')
  expect((await waiter.answer()).rows).toEqual([['3']])
})

test('a queue of three is served in its order', async () => {
  const [holder, first, second, witness] = sessions(4) as [Client, Client, Client, Client]
  await holder.run('create table t(a int)', 'begin', 'lock table t in access share mode')
  first.start('begin; lock table t; select 1')
  second.start('select count(*) from t')
  expect(await witness.value(`select pg_blocking_pids(${second.pid})`)).toBe(`{${first.pid}}`)
  await holder.run('commit')
  expect((await first.answer()).tags).toEqual(['BEGIN', 'LOCK TABLE', 'SELECT 1'])
  expect(await states(witness, second)).toEqual(['Lock:relation'])
  await first.run('commit')
  expect((await second.answer()).rows).toEqual([['0']])
})

test('PostgreSQL finds a deadlock after deadlock_timeout, and one of the two survives', async () => {
  const [one, other] = sessions(2) as [Client, Client]
  await one.run('create table t as select generate_series(1, 2) as a', 'begin', 'select from t where a = 1 for update')
  await other.run('begin', 'select from t where a = 2 for update')
  const began = server.clock.now()
  one.start('select from t where a = 2 for update')
  other.start('select from t where a = 1 for update')
  const answers = [await one.answer(), await other.answer()]
  expect(Math.floor(server.clock.now() - began)).toBe(1000)
  expect(answers.map(({ error, status }) => [error, status])).toEqual([
    ['ERROR 40P01: deadlock detected', 'E'],
    [null, 'T'],
  ])
})

test.each([
  ['statement_timeout', 300, 'ERROR 57014: canceling statement due to statement timeout'],
  ['lock_timeout', 300, 'ERROR 55P03: canceling statement due to lock timeout'],
  ['transaction_timeout', 300, 'FATAL 25P04: terminating connection due to transaction timeout'],
])('%s ends the wait of a suspended session in time', async (setting, limit, error) => {
  const [holder] = sessions(1) as [Client]
  await holder.run('create table t()', 'begin', 'lock table t')
  const waiter = server.open({ options: `-c ${setting}=${limit}` })
  const began = server.clock.now()
  waiter.start('select count(*) from t')
  expect((await waiter.answer()).error).toBe(error)
  expect(Math.floor(server.clock.now() - began)).toBe(limit)
})

test('the idle holder of a lock is ended by its own timeout, and who waits for it goes on then', async () => {
  const holder = server.open({ options: '-c idle_in_transaction_session_timeout=700' })
  const [waiter] = sessions(1) as [Client]
  await holder.run('create table t()', 'begin', 'lock table t')
  const began = server.clock.now()
  waiter.start('select count(*) from t')
  expect((await waiter.answer()).rows).toEqual([['0']])
  expect([holder.alive, Math.floor(server.clock.now() - began)]).toEqual([false, 700])
})

describe('a suspended session', () => {
  async function waiting() {
    const [holder, waiter, witness] = sessions(3) as [Client, Client, Client]
    await holder.run('create table t()', 'begin', 'lock table t')
    waiter.start('begin; select count(*) from t')
    return { holder, waiter, witness }
  }

  test('is cancelled by pg_cancel_backend', async () => {
    const { waiter, witness } = await waiting()
    expect(await witness.value(`select pg_cancel_backend(${waiter.pid})`)).toBe('t')
    expect(await waiter.answer()).toMatchObject({ error: 'ERROR 57014: canceling statement due to user request', status: 'E' })
  })

  test('is cancelled by a request of its client', async () => {
    const { waiter } = await waiting()
    server.postmaster.cancel(waiter.pid, waiter.session.cancelKey)
    expect((await waiter.answer()).error).toBe('ERROR 57014: canceling statement due to user request')
  })

  test('is terminated', async () => {
    const { waiter, witness } = await waiting()
    await witness.run(`select pg_terminate_backend(${waiter.pid})`)
    expect((await waiter.answer()).error).toBe('FATAL 57P01: terminating connection due to administrator command')
    expect(waiter.alive).toBe(false)
    expect(await witness.value('select count(*) from pg_locks where not granted')).toBe('0')
  })

  test('executes what its client sends meanwhile, in order', async () => {
    const { holder, waiter } = await waiting()
    waiter.start('select 2').start('select 3')
    await holder.run('commit')
    expect((await waiter.answer()).tags).toEqual(['BEGIN', 'SELECT 1', 'SELECT 1', 'SELECT 1'])
  })

  test('is gone after a reset, and so is what it waited for', async () => {
    const { waiter } = await waiting()
    await server.reset()
    expect(waiter.alive).toBe(false)
    const [fresh] = sessions(1) as [Client]
    expect(await fresh.value('select count(*) from pg_stat_activity where datname is not null')).toBe('2')
    expect(await fresh.value("select to_regclass('t')")).toBeNull()
  })
})

test('sleeping sessions sleep side by side', async () => {
  const sleepers = sessions(3)
  const began = server.clock.now()
  for (const [i, sleeper] of sleepers.entries()) sleeper.start(`select pg_sleep(${3 - i})`)
  for (const sleeper of sleepers) expect((await sleeper.answer()).tags).toEqual(['SELECT 1'])
  expect(Math.floor(server.clock.now() - began)).toBe(3000)
})

test('busy sessions share the processor, and an alarm of a suspended one is not kept waiting', async () => {
  const [one, other, starter, sleeper] = sessions(4) as [Client, Client, Client, Client]
  await starter.run('select pg_advisory_lock(1)')
  for (const busy of [one, other])
    busy.start(
      'select pg_advisory_lock_shared(1); do $$ begin for i in 1..200000 loop null; end loop; end $$; select extract(epoch from clock_timestamp())',
    )
  await sleeper.run("set statement_timeout = '20ms'")
  sleeper.start('select pg_sleep(10)')
  await starter.run('select pg_advisory_unlock(1)')
  await sleeper.answer()
  const timer = server.events.filter((event) => event.session === sleeper.pid && 'timer' in event && event.timer === 'statement_timeout')
  const armed = timer.findLast(({ kind }) => kind === 'timer-armed')!
  const fired = timer.findLast(({ kind }) => kind === 'timer-fired')!
  expect(fired.at - armed.at).toBeLessThanOrEqual(20.5)
  const ends = [await one.answer(), await other.answer()].map(({ rows }) => Number(rows.at(-1)![0]) * 1000)
  expect(ends[0]! - fired.at).toBeGreaterThan(20)
  expect(Math.abs(ends[1]! - ends[0]!)).toBeLessThanOrEqual(5) // a time slice, and a look
})

test('NOTIFY reaches listeners that are idle, and those that wait when they are done', async () => {
  const [speaker, idle, waiter] = sessions(3) as [Client, Client, Client]
  for (const listener of [idle, waiter]) await listener.run('listen l')
  waiter.start('select pg_sleep(1)')
  await speaker.run("notify l, 'hello'")
  expect((await waiter.answer()).notifications).toEqual(['l=hello'])
  expect((await idle.answer()).notifications).toEqual(['l=hello'])
})

test('advisory locks are handed on', async () => {
  const [holder, waiter] = sessions(2) as [Client, Client]
  await holder.run('select pg_advisory_lock(7)')
  waiter.start('select pg_advisory_lock(7)')
  expect(waiter.session.hasOutput).toBe(false)
  await holder.run('select pg_advisory_unlock(7)')
  expect((await waiter.answer()).tags).toEqual(['SELECT 1'])
})

test('a lock wait inside PL/pgSQL is suspended as well', async () => {
  const [holder, waiter] = sessions(2) as [Client, Client]
  await holder.run('create table t(a int)', 'begin', 'lock table t')
  waiter.start('do $$ begin begin insert into t values (1); exception when others then raise; end; end $$')
  expect(waiter.session.hasOutput).toBe(false)
  await holder.run('commit')
  expect((await waiter.answer()).tags).toEqual(['DO'])
})
