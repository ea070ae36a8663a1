/** A process whose stack is full, which a superuser can bring about: the server crashes as a real one does, and a reset mends it. */
import { describe, expect, test } from 'vitest'
import { connect } from '../../../../src/postgres/server/listener.ts'
import { encodeFrontend } from '../../../../src/wire/encode.ts'
import { Answer } from '../client.ts'
import { serverFor, WAYS } from '../server.ts'

const ENDLESS = 'create function f(n int) returns int language plpgsql as $$ begin return f(n + 1); end $$'
const DEEP = "set max_stack_depth = '7MB'"

const reasons = (events: readonly { readonly kind: string; readonly session: number; readonly reason?: string }[]) =>
  Object.fromEntries(events.filter(({ kind }) => kind === 'session-closed').map(({ session, reason }) => [session, reason]))

describe.each(WAYS)('%s', (way) => {
  const server = serverFor(way)

  test('ends every session without a word, and says why in its log', async () => {
    const [idle, other] = [server.open(), server.open()]
    await idle.run('begin', 'create table t()')
    await other.run(DEEP, ENDLESS)
    const answer = await other.query('select f(1)')
    expect(answer.messages).toEqual([])
    expect([other.alive, idle.alive]).toEqual([false, false])
    expect(reasons(server.events)).toEqual({ [idle.pid]: 'crash', [other.pid]: 'crash' })
    await Promise.resolve() // where stacks are suspended, the reason comes by a promise
    expect(server.log).toContain(`LOG:  server process (PID ${other.pid}) was terminated by an exception: Maximum call stack size exceeded`)
  })

  test('lets nobody in until it is mended', async () => {
    await (await server.open().run(DEEP, ENDLESS)).query('select f(1)')
    const connection = connect(server.postmaster, 'localhost', 5432)
    connection.send(encodeFrontend({ type: 'StartupMessage', minorVersion: 0, parameters: { user: 'somebody' } }))
    expect(Answer.of(connection.receive()!).error).toBe('FATAL 57P03: the database system is in recovery mode')
    await server.reset()
    const session = await server.open().run('create table t as select 1 as a')
    expect(await session.value('select a from t')).toBe('1')
  })

  test('can happen again', async () => {
    for (let i = 0; i < 2; i++) {
      const session = await server.open().run(DEEP, ENDLESS)
      await session.query('select f(1)')
      expect(server.postmaster.crashed).toBe(true)
      await server.reset()
    }
    expect(await server.open().value('select count(*) from pg_stat_activity where pid = pg_backend_pid()')).toBe('1')
  })

  test('comes after a wait as well', async () => {
    const [idle, other] = [server.open(), server.open()]
    await other.run(DEEP, ENDLESS, 'create function g() returns int language plpgsql as $$ begin perform pg_sleep(1); return f(1); end $$')
    expect((await other.query('select g()')).messages).toEqual([])
    expect(idle.alive).toBe(false)
  })
})

describe('where sessions are suspended', () => {
  const server = serverFor('suspending')

  test('those that wait end, too', async () => {
    const [holder, waiter, sleeper, other] = [server.open(), server.open(), server.open(), server.open()]
    await holder.run('create table t()', 'begin', 'lock table t')
    waiter.start('lock table t')
    sleeper.start('select pg_sleep(1000)')
    await other.run(DEEP, ENDLESS)
    await other.query('select f(1)')
    for (const session of [holder, waiter, sleeper]) {
      await session.answer()
      expect(session.alive).toBe(false)
    }
  })
})
