/** Sessions that start while others are suspended, and sessions whose start has to wait. */
import { describe, expect, test } from 'vitest'
import type { Client } from '../client.ts'
import { crowd } from '../crowd.ts'
import { serverFor } from '../server.ts'

const server = serverFor('suspending')

const TERMINATED = 'FATAL 57P01: terminating connection due to administrator command'

test('begins at once, and works, while others wait, sleep and compute', async () => {
  const members = await crowd(server)
  const began = server.clock.now()
  const session = server.open({ user: 'reader' })
  expect((await session.greeting).status).toBe('I')
  expect(await session.value('select sum(n) from generate_series(1, 1000) n')).toBe('500500')
  await session.terminate()
  expect(server.clock.now() - began).toBeLessThan(100)
  expect(Object.values(members).map(({ isAnswered }) => isAnswered)).toEqual([true, false, false, true, false])
})

test('many begin while one computes, and take turns with it', async () => {
  const { busy } = await crowd(server)
  const sessions = Array.from({ length: 10 }, (_, i) => server.open({ options: `-c search_path=s${i}` }))
  for (const session of sessions) session.start('show search_path')
  const paths = await Array.fromAsync(sessions, async (session) => (await session.answer()).rows.at(-1))
  expect(paths).toEqual(sessions.map((_, i) => [`s${i}`]))
  expect(busy.isAnswered).toBe(false)
})

describe('max_connections', () => {
  test('suspended sessions have places as others do, and leave them when they are ended', async () => {
    const holder = await server.open().run('select pg_advisory_lock(1)')
    const waiters = Array.from({ length: 16 }, () => server.open())
    for (const waiter of waiters) waiter.start('select pg_advisory_lock_shared(1)')
    const reader = () => server.open({ user: 'reader' })
    const full = 'FATAL 53300: remaining connection slots are reserved for roles with the SUPERUSER attribute'
    expect((await reader().greeting).error).toBe(full)
    const [ended] = waiters.splice(3, 1)
    await holder.run(`select pg_terminate_backend(${ended!.pid})`)
    expect((await ended!.answer()).error).toBe(TERMINATED)
    expect((await reader().greeting).status).toBe('I')
    expect((await reader().greeting).error).toBe(full)
    await holder.run('select pg_advisory_unlock(1)')
    for (const waiter of waiters) expect((await waiter.answer()).status).toBe('I')
  })
})

describe('a session whose start waits for a lock', () => {
  async function starting(): Promise<{ holder: Client; session: Client }> {
    const holder = await server.open().run('begin', 'lock table pg_db_role_setting')
    const session = server.open()
    await server.until(() => server.kinds(session).includes('wait-began'))
    return { holder, session }
  }

  test('has started when it has got it', async () => {
    const { holder, session } = await starting()
    expect(await holder.rows(`select state, wait_event from pg_stat_activity where pid = ${session.pid}`)).toEqual([
      ['starting', 'relation'],
    ])
    await holder.run('commit')
    expect((await session.greeting).status).toBe('I')
    expect(await session.value('select 1')).toBe('1')
  })

  test('executes after it what its client has sent meanwhile', async () => {
    const { holder, session } = await starting()
    session.start('select 1').start('select 2')
    await holder.run('commit')
    const { types, rows } = await session.answer()
    expect([types.at(0), types.filter((type) => type === 'ReadyForQuery').length, rows]).toEqual(['AuthenticationOk', 3, [['1'], ['2']]])
  })

  test.each([
    ['pg_cancel_backend', 'FATAL 57014: canceling statement due to user request'],
    ['pg_terminate_backend', TERMINATED],
  ])('is ended by %s, as in PostgreSQL', async (end, error) => {
    const { holder, session } = await starting()
    expect(await holder.value(`select ${end}(${session.pid})`)).toBe('t')
    const greeting = await session.greeting
    expect([greeting.types.at(0), greeting.error, greeting.status, session.alive]).toEqual(['AuthenticationOk', error, null, false])
    expect(await holder.rows('select pid from pg_locks where not granted')).toEqual([])
  })

  test('whose client leaves starts, and then ends', async () => {
    const { holder, session } = await starting()
    server.postmaster.disconnect(session.session)
    expect(session.alive).toBe(true)
    await holder.run('commit')
    await server.until(() => !session.alive)
    expect(server.events.filter(({ kind }) => kind === 'session-closed')).toMatchObject([
      { session: session.pid, reason: 'fatal', report: null },
    ])
  })

  test('is gone after a reset', async () => {
    const { session } = await starting()
    await server.reset()
    expect([session.alive, session.receive().messages]).toEqual([false, []])
    expect(await server.open().value('select count(*) from pg_stat_activity')).toBe('2')
  })
})
