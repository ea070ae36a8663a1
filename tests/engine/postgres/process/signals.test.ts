/** Cancelling and terminating: between sessions, and by CancelRequest. */
import { describe, expect, test } from 'vitest'
import { encodeFrontend } from '../../../../src/wire/encode.ts'
import type { Client } from '../client.ts'
import { serverFor, WAYS } from '../server.ts'

const CANCELLED = 'ERROR 57014: canceling statement due to user request'
const TERMINATED = 'FATAL 57P01: terminating connection due to administrator command'

const keyOf = (session: Client) => session.session.cancelKey

describe.each(WAYS)('%s', (way) => {
  const server = serverFor(way)

  describe('a statement that is cancelled as it begins', () => {
    const send = (session: Client, sql: string) => {
      server.postmaster.execute(session.session, encodeFrontend({ type: 'Query', query: sql }), true)
      return session.answer()
    }

    test.each(['select pg_sleep(60)', 'do $$ begin loop end loop; end $$', 'begin; lock table pg_class; select pg_sleep(60)'])(
      '%s',
      async (sql) => {
        const session = server.open()
        await session.greeting
        expect((await send(session, sql)).error).toBe(CANCELLED)
      },
    )

    test('whichever of its interrupt checks is looked at', async () => {
      const session = server.open()
      await session.greeting
      for (let checks = 1; checks <= 200; checks++) {
        // Each of these shifts the interrupt check at which the next look comes
        await session.run(`do $$ begin for i in 1..${checks} loop null; end loop; end $$`)
        expect([checks, (await send(session, 'select pg_sleep(60)')).error]).toEqual([checks, CANCELLED])
      }
    })

    test.each([
      ['begin', 'BEGIN READ ONLY', 'T'],
      ['commit', 'COMMIT', 'I'],
      ['roll back', 'ROLLBACK', 'I'],
    ])('and would only %s does so: there would be nothing to roll back', async (_what, sql, status) => {
      const session = server.open()
      if (status === 'I') await session.run('begin')
      for (let checks = 1; checks <= 10; checks++) {
        await session.run(`do $$ begin for i in 1..${checks} loop null; end loop; end $$`)
        const answer = await send(session, sql)
        expect([checks, answer.error, answer.status]).toEqual([checks, null, status])
        await session.run(status === 'I' ? 'begin' : 'rollback')
      }
    })

    test('that is over sooner than anybody looks has its result, and those after it have theirs', async () => {
      const session = server.open()
      await session.greeting
      expect((await send(session, 'select 1')).rows).toEqual([['1']])
      expect(await server.time(() => session.value('select pg_sleep(1)'))).toBe(1000)
    })
  })

  describe('pg_cancel_backend', () => {
    test('cancels what runs', async () => {
      const session = await server.open().run('begin')
      const answer = await session.query('select pg_cancel_backend(pg_backend_pid()), pg_sleep(60)')
      expect([answer.error, answer.status]).toEqual([CANCELLED, 'E'])
      expect((await session.query('rollback')).status).toBe('I')
    })

    test.each(['select 1', 'begin', 'begin; select 1/0'])(
      'does nothing to a session that is idle after "%s", now or later',
      async (sql) => {
        const [session, other] = [server.open(), server.open()]
        const { status } = await session.query(sql)
        expect(await other.value(`select pg_cancel_backend(${session.pid})`)).toBe('t')
        expect(session.receive().messages).toEqual([])
        if (status === 'E') await session.run('rollback', 'begin')
        expect(await server.time(() => session.value('select pg_sleep(1)'))).toBe(1000)
      },
    )

    test('says so when nobody has the pid, or when it is not for this role to do', async () => {
      const superuser = server.open()
      const answer = await superuser.query('select pg_cancel_backend(4711)')
      expect([answer.rows, answer.notices]).toEqual([[['f']], ['WARNING 01000: PID 4711 is not a PostgreSQL backend process']])
      const { fields } = await server.open({ user: 'reader' }).query(`select pg_terminate_backend(${superuser.pid})`)
      expect(fields).toMatchObject({ code: '42501', message: 'permission denied to terminate process' })
      expect(superuser.alive).toBe(true)
    })
  })

  describe('pg_terminate_backend', () => {
    test.each(['select 1', 'begin; create table gone()', 'begin; select 1/0'])('ends a session that is idle after "%s"', async (sql) => {
      const [session, other, witness] = [server.open(), server.open(), server.open()]
      await session.query(sql)
      expect(await other.value(`select pg_terminate_backend(${session.pid})`)).toBe('t')
      expect(session.alive).toBe(false)
      expect(session.receive().error).toBe(TERMINATED)
      expect(server.events.filter(({ kind }) => kind === 'session-closed')).toMatchObject([
        { session: session.pid, reason: 'fatal', report: { severity: 'FATAL', sqlstate: '57P01' } },
      ])
      expect((await witness.rows('select pid from pg_stat_activity order by pid')).flat()).toEqual([
        '100',
        `${other.pid}`,
        `${witness.pid}`,
      ])
      expect(await witness.error('select * from gone')).toBe('ERROR 42P01: relation "gone" does not exist')
    })

    test('ends itself', async () => {
      const session = server.open()
      const answer = await session.query('select pg_terminate_backend(pg_backend_pid())')
      expect([answer.error, answer.status, session.alive]).toEqual([TERMINATED, null, false])
      expect((await session.query('select 1')).messages).toEqual([])
    })
  })

  describe('CancelRequest', () => {
    test('does nothing to an idle session, whatever the key', async () => {
      const session = server.open()
      const wrong = keyOf(session).map((byte) => byte ^ 1)
      for (const key of [keyOf(session), wrong, keyOf(session).subarray(0, 3), new Uint8Array(0)])
        server.postmaster.cancel(session.pid, key)
      server.postmaster.cancel(4711, keyOf(session))
      expect(session.receive().messages).toEqual([])
      expect(await session.value('select 1')).toBe('1')
    })

    test.each([
      ['the right key', (key: Uint8Array) => key, CANCELLED, 700],
      ['a wrong key', (key: Uint8Array) => key.map((byte) => byte ^ 1), null, 5000],
      ['too short a key', (key: Uint8Array) => key.subarray(0, 3), null, 5000],
    ])('with %s, while the session runs', async (_which, alter, error, after) => {
      const [session, other] = [server.open(), server.open({ options: '-c idle_session_timeout=700' })]
      // The request comes at the moment when another session ends
      server.listener = (event) => {
        if (event.kind === 'session-closed' && event.session === other.pid) server.postmaster.cancel(session.pid, alter(keyOf(session)))
      }
      expect(await server.time(async () => expect(await session.error('select pg_sleep(5)')).toBe(error))).toBe(after)
      server.listener = () => {}
      expect(await session.value('select 1')).toBe('1')
    })

    test('sessions have keys of their own', () => {
      const keys = [server.open(), server.open(), server.open()].map((session) => String(keyOf(session)))
      expect(new Set(keys).size).toBe(3)
    })
  })
})
