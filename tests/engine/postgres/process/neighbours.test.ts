/** What sessions do beside others that are suspended in the middle of something. */
import { describe, expect, test } from 'vitest'
import type { Client } from '../client.ts'
import { type Crowd, crowd } from '../crowd.ts'
import { copyData, copyDone } from '../messages.ts'
import { serverFor } from '../server.ts'

const server = serverFor('suspending')

/** All continue where they were. */
async function goOn({ holder, locked, asleep, copying, busy }: Crowd): Promise<void> {
  const witness = server.open()
  for (const { pid } of [asleep, busy]) await witness.run(`select pg_cancel_backend(${pid})`)
  for (const session of [asleep, busy])
    expect(await session.answer()).toMatchObject({ error: 'ERROR 57014: canceling statement due to user request', status: 'I' })
  expect((await copying.send(copyData('1\n2\n'), copyDone)).tags).toEqual(['COPY 2'])
  expect(locked.isAnswered).toBe(false)
  await holder.run('insert into held values (7)', 'commit')
  expect((await locked.answer()).rows).toEqual([['1']])
  expect(await witness.rows('select a from filled order by a')).toEqual([['1'], ['2']])
}

describe('checkpoints', () => {
  const checkpoints = 'select checkpoint_lsn from pg_control_checkpoint()'

  test('by command', async () => {
    const [members, session] = [await crowd(server), server.open()]
    const before = await session.value(checkpoints)
    await session.run('create table t as select generate_series(1, 1000) as a', 'checkpoint', 'drop table t', 'checkpoint')
    expect(await session.value(checkpoints)).not.toBe(before)
    await goOn(members)
  })

  test('because of the WAL that is written in the middle of a statement', async () => {
    const [holder, locked, writer, witness] = Array.from({ length: 4 }, () => server.open()) as [Client, Client, Client, Client]
    await holder.run('create table held()', 'begin', 'lock table held')
    locked.start('select count(*) from held')
    const before = await witness.value(checkpoints)
    await writer.run('create table t(a text)', 'alter table t alter a set storage external')
    writer.start(`do $$ begin
      for i in 1..70 loop insert into t values (repeat('x', 1000000)); end loop;
      lock table held;
    end $$`)
    await server.until(() => server.kinds(writer).includes('wait-began'))
    expect(writer.isAnswered).toBe(false)
    expect(await witness.value(checkpoints)).not.toBe(before)
    await holder.run('commit')
    expect((await locked.answer()).rows).toEqual([['0']])
    expect((await writer.answer()).tags).toEqual(['DO'])
  })
})

test('tables are made, rewritten and dropped', async () => {
  const [members, session] = [await crowd(server), server.open()]
  for (let i = 0; i < 20; i++)
    await session.run('create table t(a int primary key)', 'insert into t select generate_series(1, 100)', 'vacuum full t', 'drop table t')
  await session.run('do $$ begin for i in 1..100 loop create table t(a int primary key); drop table t; end loop; end $$', 'checkpoint')
  await goOn(members)
})

describe('temporary tables', () => {
  test('are each session’s own, and are kept while it waits', async () => {
    const sessions = Array.from({ length: 3 }, () => server.open()) as [Client, Client, Client]
    await sessions[0].run('select pg_advisory_lock(1)')
    for (const [i, session] of sessions.entries())
      await session.run(`create temp table mine as select n + ${i * 1000} as a from generate_series(1, 500) n`)
    for (const session of sessions.slice(1))
      session.start('begin; update mine set a = a + 1; select pg_advisory_xact_lock_shared(1); select min(a), max(a) from mine; commit')
    await sessions[0].run('drop table mine', 'select pg_advisory_unlock(1)')
    const answers = await Array.fromAsync(sessions.slice(1), (session) => session.answer())
    expect(answers.map(({ rows }) => rows.at(-1))).toEqual([
      ['1002', '1501'],
      ['2002', '2501'],
    ])
  })

  test('ON COMMIT DROP, after a wait inside the transaction', async () => {
    const [holder, session] = [await server.open().run('select pg_advisory_lock(1)'), server.open()]
    session.start('begin; create temp table mine(a int) on commit drop; select pg_advisory_xact_lock(1); insert into mine values (1)')
    await holder.run('select pg_advisory_unlock(1)')
    expect((await session.answer()).tags.at(-1)).toBe('INSERT 0 1')
    await session.run('commit')
    expect(await session.value("select to_regclass('mine')")).toBeNull()
  })
})

test('what is prepared holds its locks: who waits for them goes on when somebody else has committed it', async () => {
  const [preparer, waiter, third] = [server.open(), server.open(), server.open()]
  await preparer.run('create table t as select 1 as a', 'begin', 'update t set a = 2')
  waiter.start('update t set a = a + 10 returning a')
  await preparer.run("prepare transaction 'mine'")
  await preparer.terminate()
  expect(await third.rows(`select pg_blocking_pids(${waiter.pid})`)).toEqual([['{0}']])
  expect(waiter.isAnswered).toBe(false)
  await third.run("commit prepared 'mine'")
  expect((await waiter.answer()).rows).toEqual([['12']])
})

test('a waiting session hears of notifications after its transaction, and its own go out then', async () => {
  const [holder, waiter, listener] = [server.open(), server.open(), server.open()]
  await holder.run('select pg_advisory_lock(1)')
  for (const session of [waiter, listener]) await session.run('listen news')
  waiter.start("begin; notify news, 'mine'; select pg_advisory_xact_lock(1)")
  await holder.run("notify news, 'first'", 'select pg_advisory_unlock(1)')
  expect((await waiter.answer()).notifications).toEqual([])
  expect(listener.receive().notifications).toEqual(['news=first'])
  expect((await waiter.query('commit')).notifications).toEqual(['news=first', 'news=mine'])
  expect([...listener.receive().notifications, ...(await listener.query('select 1')).notifications]).toEqual(['news=mine'])
})
