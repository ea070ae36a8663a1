/** Cancelling and terminating: between sessions, and by CancelRequest. */
import { beforeEach, describe, expect, test } from 'vitest'
import { type Client, Server } from './server.ts'

const server = await Server.start()
beforeEach(() => server.reset())

const CANCELLED = 'ERROR 57014: canceling statement due to user request'
const TERMINATED = 'FATAL 57P01: terminating connection due to administrator command'

describe('pg_cancel_backend', () => {
  test('cancels what runs', () => {
    const session = server.open().run('begin')
    const answer = session.query('select pg_cancel_backend(pg_backend_pid()), pg_sleep(60)')
    expect([answer.error, answer.status]).toEqual([CANCELLED, 'E'])
    expect(session.query('rollback').status).toBe('I')
  })

  test.each(['select 1', 'begin', 'begin; select 1/0'])('does nothing to a session that is idle after "%s", now or later', (sql) => {
    const [session, other] = [server.open(), server.open()]
    const { status } = session.query(sql)
    expect(other.value(`select pg_cancel_backend(${session.pid})`)).toBe('t')
    expect(session.receive().messages).toEqual([])
    if (status === 'E') session.run('rollback', 'begin')
    expect(server.time(() => session.value('select pg_sleep(1)'))).toBe(1000)
  })

  test('says so when nobody has the pid, or when it is not for this role to do', () => {
    const superuser = server.open()
    const answer = superuser.query('select pg_cancel_backend(4711)')
    expect([answer.rows, answer.notices]).toEqual([[['f']], ['WARNING 01000: PID 4711 is not a PostgreSQL backend process']])
    const { fields } = server.open({ user: 'reader' }).query(`select pg_terminate_backend(${superuser.pid})`)
    expect(fields).toMatchObject({ code: '42501', message: 'permission denied to terminate process' })
    expect(superuser.alive).toBe(true)
  })
})

describe('pg_terminate_backend', () => {
  test.each(['select 1', 'begin; create table gone()', 'begin; select 1/0'])('ends a session that is idle after "%s"', (sql) => {
    const [session, other, witness] = [server.open(), server.open(), server.open()]
    session.query(sql)
    expect(other.value(`select pg_terminate_backend(${session.pid})`)).toBe('t')
    expect(session.alive).toBe(false)
    expect(session.receive().error).toBe(TERMINATED)
    expect(server.events.filter(({ kind }) => kind === 'session-closed')).toMatchObject([
      { session: session.pid, reason: 'fatal', report: { severity: 'FATAL', sqlstate: '57P01' } },
    ])
    expect(witness.query('select pid from pg_stat_activity order by pid').rows.flat()).toEqual(['100', `${other.pid}`, `${witness.pid}`])
    expect(witness.query('select * from gone').error).toBe('ERROR 42P01: relation "gone" does not exist')
  })

  test('ends itself', () => {
    const session = server.open()
    const answer = session.query('select pg_terminate_backend(pg_backend_pid())')
    expect([answer.error, answer.status, session.alive]).toEqual([TERMINATED, null, false])
    expect(session.query('select 1').messages).toEqual([])
  })
})

describe('CancelRequest', () => {
  const keyOf = (session: Client) => session.session.cancelKey

  test('does nothing to an idle session, whatever the key', () => {
    const session = server.open()
    const wrong = keyOf(session).map((byte) => byte ^ 1)
    for (const key of [keyOf(session), wrong, keyOf(session).subarray(0, 3), new Uint8Array(0)]) server.postmaster.cancel(session.pid, key)
    server.postmaster.cancel(4711, keyOf(session))
    expect(session.receive().messages).toEqual([])
    expect(session.value('select 1')).toBe('1')
  })

  test.each([
    ['the right key', (key: Uint8Array) => key, CANCELLED, 700],
    ['a wrong key', (key: Uint8Array) => key.map((byte) => byte ^ 1), null, 5000],
    ['too short a key', (key: Uint8Array) => key.subarray(0, 3), null, 5000],
  ])('with %s, while the session runs', (_which, alter, error, after) => {
    const [session, other] = [server.open(), server.open({ options: '-c idle_session_timeout=700' })]
    // Somebody asks at the moment when another session ends
    server.listener = (event) => {
      if (event.kind === 'session-closed' && event.session === other.pid) server.postmaster.cancel(session.pid, alter(keyOf(session)))
    }
    expect(server.time(() => expect(session.query('select pg_sleep(5)').error).toBe(error))).toBe(after)
    server.listener = () => {}
    expect(session.value('select 1')).toBe('1')
  })

  test('sessions have keys of their own', () => {
    const keys = [server.open(), server.open(), server.open()].map((session) => String(keyOf(session)))
    expect(new Set(keys).size).toBe(3)
  })
})
