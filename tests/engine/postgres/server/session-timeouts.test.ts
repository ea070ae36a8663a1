/** The timeouts that end the session, each at exactly its time on the stepped clock. */
import { describe, expect, test } from 'vitest'
import { serverFor, WAYS } from '../server.ts'

const REASON = {
  idle_in_transaction_session_timeout: 'FATAL 25P03: terminating connection due to idle-in-transaction timeout',
  idle_session_timeout: 'FATAL 57P05: terminating connection due to idle-session timeout',
  transaction_timeout: 'FATAL 25P04: terminating connection due to transaction timeout',
}
type Name = keyof typeof REASON

const TEN_MINUTES = 600_000
/** A look of busy code. */
const STEP = 0.25

describe.each(WAYS)('%s', (way) => {
  const server = serverFor(way)

  test.each<[Name, string, number]>([
    ['idle_in_transaction_session_timeout', 'begin', 500],
    ['idle_in_transaction_session_timeout', 'begin; select 1/0', 500],
    ['idle_in_transaction_session_timeout', 'begin', TEN_MINUTES],
    ['idle_session_timeout', 'select 1', 500],
    ['idle_session_timeout', 'select 1', TEN_MINUTES],
    ['transaction_timeout', 'begin', 500],
    ['transaction_timeout', 'begin', TEN_MINUTES],
  ])('%s, idle after "%s", %d ms', async (name, sql, limit) => {
    const session = server.open({ options: `-c ${name}=${limit}` })
    const witness = server.open()
    await session.query(sql)
    await server.sleep(limit - 0.001)
    expect(session.alive).toBe(true)
    await server.sleep(0.001)
    expect(session.alive).toBe(false)
    expect(session.receive().error).toBe(REASON[name])
    expect(server.firings(session)).toEqual([[name, limit, 0]])
    expect(await witness.value(`select count(*) from pg_stat_activity where pid = ${session.pid}`)).toBe('0')
  })

  test.each<[Name, string]>([
    ['idle_in_transaction_session_timeout', 'select 1'],
    ['idle_session_timeout', 'begin'],
    ['idle_session_timeout', 'begin; select 1/0'],
    ['transaction_timeout', 'select 1'],
    ['transaction_timeout', 'begin; select 1/0'],
  ])('%s does not count after "%s"', async (name, sql) => {
    const session = server.open({ options: `-c ${name}=500` })
    await session.query(sql)
    await server.sleep(TEN_MINUTES)
    expect(session.alive).toBe(true)
    expect(server.firings(session)).toEqual([])
  })

  test.each<[Name, string, boolean]>([
    ['idle_in_transaction_session_timeout', 'begin; select pg_sleep(2)', true],
    ['idle_session_timeout', 'select pg_sleep(2)', true],
    ['transaction_timeout', 'begin; select pg_sleep(2)', false],
    ['transaction_timeout', 'select pg_sleep(2)', false],
  ])('%s while running "%s"', async (name, sql, survives) => {
    const session = server.open({ options: `-c ${name}=500` })
    const answer = await session.query(sql)
    expect([session.alive, answer.error]).toEqual(survives ? [true, null] : [false, REASON[name]])
  })

  test('a busy transaction is ended by transaction_timeout', async () => {
    const session = server.open({ options: '-c transaction_timeout=20' })
    expect(await session.error('do $$ begin loop end loop; end $$')).toBe(REASON.transaction_timeout)
    const [[timer, after] = []] = server.firings(session)
    expect(timer).toBe('transaction_timeout')
    expect(after).toBeLessThanOrEqual(20 + STEP)
  })

  test('transaction_timeout counts the whole transaction, short statements and pauses together', async () => {
    const session = server.open({ options: '-c transaction_timeout=500' })
    await session.value('begin')
    await session.value('select pg_sleep(0.2)')
    await server.sleep(200)
    expect(await session.error('select pg_sleep(0.2)')).toBe(REASON.transaction_timeout)
    expect(server.firings(session)).toEqual([['transaction_timeout', 500, 0]])
  })

  test.each([
    ['statement_timeout', 'select pg_sleep(2)'],
    ['idle_in_transaction_session_timeout', 'select 1'],
  ])('transaction_timeout comes before an equal %s', async (other, sql) => {
    const session = server.open({ options: `-c transaction_timeout=500 -c ${other}=500` })
    const answer = await session.query(`begin; ${sql}`)
    await server.sleep(1000)
    expect(answer.error ?? session.receive().error).toBe(REASON.transaction_timeout)
  })

  test('an idle session ends on time while another one sleeps, works or waits for a lock', async () => {
    for (const [long, exact] of [
      ['select pg_sleep(3)', true],
      ["do $$ declare t timestamptz := clock_timestamp(); begin while clock_timestamp() < t + interval '1 s' loop end loop; end $$", false],
      ['set lock_timeout = 3000; begin; lock table t', true],
    ] as const) {
      await server.reset()
      const [idle, holder, other] = [server.open({ options: '-c idle_session_timeout=500' }), server.open(), server.open()]
      await holder.run('create table t()', 'begin', 'lock table t')
      await other.query(long)
      expect(idle.receive().error, long).toBe(REASON.idle_session_timeout)
      const [[, , late] = []] = server.firings(idle)
      expect(late, long).toBeLessThanOrEqual(exact ? 0 : STEP)
      expect(other.alive && holder.alive).toBe(true)
    }
  })

  test('several sessions end each at its own time', async () => {
    const limits = [300, 100, 200]
    const sessions = limits.map((limit) => server.open({ options: `-c idle_session_timeout=${limit}` }))
    await server.sleep(1000)
    expect(sessions.map((session) => server.firings(session))).toEqual(limits.map((limit) => [['idle_session_timeout', limit, 0]]))
    const closed = server.events.filter(({ kind }) => kind === 'session-closed').map(({ session }) => session)
    expect(closed).toEqual([sessions[1]!.pid, sessions[2]!.pid, sessions[0]!.pid])
  })
})
