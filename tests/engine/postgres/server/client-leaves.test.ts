/** Clients that leave sessions which are suspended, with a Terminate or without: the session notices when it reads next. */
import { describe, expect, test } from 'vitest'
import type { Client } from '../client.ts'
import { crowd } from '../crowd.ts'
import { serverFor } from '../server.ts'

const server = serverFor('suspending')

const LEAVING: Readonly<Record<string, (client: Client) => unknown>> = {
  'with a goodbye': (client) => client.post({ type: 'Terminate' }),
  'without a word': ({ session }) => server.postmaster.disconnect(session),
}

const closed = ({ pid }: Client) => server.events.filter(({ kind, session }) => kind === 'session-closed' && session === pid)

describe.each(Object.entries(LEAVING))('%s', (how, leave) => {
  const end = { reason: how === 'with a goodbye' ? 'terminate' : 'fatal', report: null }

  test('in a wait for a lock: it gets the lock, commits, and ends', async () => {
    const [holder, waiter, witness] = [
      await server.open().run('create table t(a int)', 'begin', 'lock table t'),
      server.open(),
      server.open(),
    ]
    waiter.start('insert into t values (1)')
    leave(waiter)
    expect(waiter.alive).toBe(true)
    await holder.run('commit')
    await server.until(() => !waiter.alive)
    expect(await witness.value('select count(*) from t')).toBe('1')
    expect(closed(waiter)).toMatchObject([end])
  })

  test('in a wait inside a transaction: nothing of it is committed', async () => {
    const [holder, waiter] = [await server.open().run('create table t(a int)', 'begin', 'lock table t'), server.open()]
    await waiter.run('begin', 'create table gone()')
    waiter.start('insert into t values (1)')
    leave(waiter)
    await holder.run('commit')
    await server.until(() => !waiter.alive)
    expect(await holder.value("select count(*) from t where to_regclass('gone') is null")).toBe('0')
  })

  test('what was sent before is done', async () => {
    const sleeper = await server.open().run('create table t(a int)')
    sleeper.start('select pg_sleep(1)').start('insert into t values (1)')
    leave(sleeper)
    await server.until(() => !sleeper.alive)
    expect(await server.open().value('select count(*) from t')).toBe('1')
  })

  test('a cancel, and then the client: it ends at once', async () => {
    const [sleeper, witness] = [server.open().start('select pg_sleep(60)'), server.open()]
    leave(sleeper)
    await witness.run(`select pg_cancel_backend(${sleeper.pid})`)
    expect(await server.time(() => server.until(() => !sleeper.alive))).toBe(0)
    expect(closed(sleeper)).toMatchObject([end])
  })
})

test('all at once, and their places and locks are free again', async () => {
  const { busy, ...members } = await crowd(server)
  const witness = server.open()
  await witness.run(`select pg_cancel_backend(${busy.pid})`, `select pg_cancel_backend(${members.asleep.pid})`)
  for (const member of [busy, ...Object.values(members)]) server.postmaster.disconnect(member.session)
  await server.until(() => server.postmaster.sessions.length === 1)
  expect(await witness.value('select count(*) from pg_locks where pid <> pg_backend_pid()')).toBe('0')
  expect(await witness.value('select count(*) from pg_stat_activity where datname is not null')).toBe('2')
})
