/** The five timeouts, each at exactly its time on the stepped clock, and what they do to the session. */
import { beforeEach, describe, expect, test } from 'vitest'
import { type Client, Server } from './server.ts'

const server = await Server.start()
beforeEach(() => server.reset())

const CANCELLED = 'ERROR 57014: canceling statement due to statement timeout'
const TEN_MINUTES = 600_000
/** Busy code looks at the clock now and then; each look is a quarter of a millisecond. */
const STEP = 0.25

/** When a timer fired after it was armed, and when it should have. */
function firings(session: Client): [timer: string, after: number, late: number][] {
  const found: [string, number, number][] = []
  let armed = { since: 0, due: 0 }
  for (const event of server.events) {
    if (event.session !== session.pid) continue
    if (event.kind === 'timer-armed') armed = event
    if (event.kind === 'timer-fired') found.push([event.timer, event.at - armed.since, event.at - armed.due])
  }
  return found
}

describe('statement_timeout', () => {
  const BUSY = {
    'a join': 'select count(*) from generate_series(1, 100000) a, generate_series(1, 100000) b',
    'a sort': 'select a from generate_series(1, 3000) a, generate_series(1, 3000) b order by a * b % 7919, b',
    'a recursion': 'with recursive r(n) as (select 1 union all select n + 1 from r) select count(*) from r',
    'an endless loop in PL/pgSQL': 'do $$ begin loop end loop; end $$',
    'a loop that computes in PL/pgSQL': 'do $$ declare n bigint := 0; begin loop n := n + 1; end loop; end $$',
    'a regular expression': `select repeat('xy', 2000) ~ '^((x|y)*)((x|y)*)\\1\\3z'`,
  }

  test.each([500, TEN_MINUTES])('ends a sleep after %d ms, and the session goes on', (limit) => {
    const session = server.open({ options: `-c statement_timeout=${limit}` })
    const took = server.time(() => expect(session.query('select pg_sleep(1e6)').error).toBe(CANCELLED))
    expect(took).toBe(limit)
    expect(firings(session)).toEqual([['statement_timeout', limit, 0]])
    expect(session.value('select 1')).toBe('1')
  })

  test.each(Object.entries(BUSY))('ends %s', (_name, sql) => {
    const session = server.open({ options: '-c statement_timeout=2' })
    const answer = session.query(sql)
    expect(answer.error).toBe(CANCELLED)
    expect(answer.status).toBe('I')
    const [[timer, after, late] = []] = firings(session)
    expect([timer, after! - late!]).toEqual(['statement_timeout', 2])
    expect(late).toBeLessThanOrEqual(STEP)
    expect(session.value('select 1')).toBe('1')
  })

  test('counts for each statement, and not for the time between', () => {
    const session = server.open({ options: '-c statement_timeout=500' })
    for (let i = 0; i < 3; i++) {
      expect(session.query('select pg_sleep(0.4)').error).toBeNull()
      server.sleep(10_000)
    }
    expect(session.query('select pg_sleep(0.3); select pg_sleep(0.3); select pg_sleep(0.3)').error).toBeNull()
    expect(firings(session)).toEqual([])
  })

  test('leaves a transaction aborted, and WHEN OTHERS does not catch it', () => {
    const session = server.open()
    session.value('begin; set local statement_timeout = 100')
    const answer = session.query('do $$ begin perform pg_sleep(9); exception when others then null; end $$')
    expect([answer.error, answer.status]).toEqual([CANCELLED, 'E'])
    expect(session.query('select 1').error).toMatch(/^ERROR 25P02/)
    expect(session.query('rollback').status).toBe('I')
    expect(session.value('show statement_timeout')).toBe('0')
    expect(
      session.query('do $$ begin set local statement_timeout = 1; perform pg_sleep(0); exception when query_canceled then null; end $$')
        .error,
    ).toBeNull()
  })
})

describe('lock_timeout', () => {
  test.each(['begin; lock table t', 'select * from t for update'])('ends the wait of %s', (sql) => {
    const [holder, waiter] = [server.open(), server.open({ options: '-c lock_timeout=500' })]
    holder.run('create table t as select 1 as a', 'begin', 'lock table t')
    const took = server.time(() => expect(waiter.query(sql).error).toBe('ERROR 55P03: canceling statement due to lock timeout'))
    expect(took).toBe(500)
    expect(firings(waiter).map(([timer, after]) => [timer, after])).toEqual([['lock_timeout', 500]])
    expect(waiter.query('rollback').status).toBe('I')
    expect(holder.query('commit').status).toBe('I')
    expect(waiter.query(sql).error).toBeNull()
  })

  test('waits for a row name the row; pg_sleep is no wait for a lock', () => {
    const [holder, waiter] = [server.open(), server.open({ options: '-c lock_timeout=500' })]
    holder.run('create table t as select 1 as a', 'begin', 'update t set a = 2')
    expect(waiter.query('update t set a = 3').fields).toMatchObject({
      code: '55P03',
      where: 'while updating tuple (0,1) in relation "t"',
    })
    expect(server.time(() => waiter.value('select pg_sleep(2)'))).toBe(2000)
  })

  test.each([
    ['400', '500', 'ERROR 55P03: canceling statement due to lock timeout', 400],
    ['500', '400', CANCELLED, 400],
  ])('with lock_timeout %s and statement_timeout %s the shorter ends it', (lock, statement, error, after) => {
    const [holder, waiter] = [server.open(), server.open({ options: `-c lock_timeout=${lock} -c statement_timeout=${statement}` })]
    holder.run('create table t()', 'begin', 'lock table t')
    expect(server.time(() => expect(waiter.query('begin; lock table t').error).toBe(error))).toBe(after)
  })

  test('equal ones: the one armed first, which is statement_timeout, whose statement began before its wait', () => {
    const [holder, waiter] = [server.open(), server.open({ options: '-c lock_timeout=500 -c statement_timeout=500' })]
    holder.run('create table t()', 'begin', 'lock table t')
    expect(waiter.query('do $$ begin perform pg_sleep(0.001); lock table t; end $$').error).toBe(CANCELLED)
  })
})

describe('timeouts that end the session', () => {
  const REASON = {
    idle_in_transaction_session_timeout: 'FATAL 25P03: terminating connection due to idle-in-transaction timeout',
    idle_session_timeout: 'FATAL 57P05: terminating connection due to idle-session timeout',
    transaction_timeout: 'FATAL 25P04: terminating connection due to transaction timeout',
  }
  type Name = keyof typeof REASON

  test.each<[Name, string, number]>([
    ['idle_in_transaction_session_timeout', 'begin', 500],
    ['idle_in_transaction_session_timeout', 'begin; select 1/0', 500],
    ['idle_in_transaction_session_timeout', 'begin', TEN_MINUTES],
    ['idle_session_timeout', 'select 1', 500],
    ['idle_session_timeout', 'select 1', TEN_MINUTES],
    ['transaction_timeout', 'begin', 500],
    ['transaction_timeout', 'begin', TEN_MINUTES],
  ])('%s, idle after "%s", %d ms', (name, sql, limit) => {
    const session = server.open({ options: `-c ${name}=${limit}` })
    const witness = server.open()
    session.query(sql)
    server.sleep(limit - 0.001)
    expect(session.alive).toBe(true)
    server.sleep(0.001)
    expect(session.alive).toBe(false)
    expect(session.receive().error).toBe(REASON[name])
    expect(firings(session)).toEqual([[name, limit, 0]])
    expect(witness.value(`select count(*) from pg_stat_activity where pid = ${session.pid}`)).toBe('0')
  })

  test.each<[Name, string]>([
    ['idle_in_transaction_session_timeout', 'select 1'],
    ['idle_session_timeout', 'begin'],
    ['idle_session_timeout', 'begin; select 1/0'],
    ['transaction_timeout', 'select 1'],
    ['transaction_timeout', 'begin; select 1/0'],
  ])('%s does not count after "%s"', (name, sql) => {
    const session = server.open({ options: `-c ${name}=500` })
    session.query(sql)
    server.sleep(TEN_MINUTES)
    expect(session.alive).toBe(true)
    expect(firings(session)).toEqual([])
  })

  test.each<[Name, string, boolean]>([
    ['idle_in_transaction_session_timeout', 'begin; select pg_sleep(2)', true],
    ['idle_session_timeout', 'select pg_sleep(2)', true],
    ['transaction_timeout', 'begin; select pg_sleep(2)', false],
    ['transaction_timeout', 'select pg_sleep(2)', false],
  ])('%s while running "%s"', (name, sql, survives) => {
    const session = server.open({ options: `-c ${name}=500` })
    const answer = session.query(sql)
    expect([session.alive, answer.error]).toEqual(survives ? [true, null] : [false, REASON[name]])
  })

  test('a busy transaction is ended by transaction_timeout', () => {
    const session = server.open({ options: '-c transaction_timeout=20' })
    expect(session.query('do $$ begin loop end loop; end $$').error).toBe(REASON.transaction_timeout)
    const [[timer, after] = []] = firings(session)
    expect(timer).toBe('transaction_timeout')
    expect(after).toBeLessThanOrEqual(20 + STEP)
  })

  test('transaction_timeout counts the whole transaction, short statements and pauses together', () => {
    const session = server.open({ options: '-c transaction_timeout=500' })
    session.value('begin')
    session.value('select pg_sleep(0.2)')
    server.sleep(200)
    expect(session.query('select pg_sleep(0.2)').error).toBe(REASON.transaction_timeout)
    expect(firings(session)).toEqual([['transaction_timeout', 500, 0]])
  })

  test.each([
    ['statement_timeout', 'select pg_sleep(2)'],
    ['idle_in_transaction_session_timeout', 'select 1'],
  ])('transaction_timeout comes before an equal %s', (other, sql) => {
    const session = server.open({ options: `-c transaction_timeout=500 -c ${other}=500` })
    const answer = session.query(`begin; ${sql}`)
    server.sleep(1000)
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
      holder.run('create table t()', 'begin', 'lock table t')
      other.query(long)
      expect(idle.receive().error, long).toBe(REASON.idle_session_timeout)
      const [[, , late] = []] = firings(idle)
      expect(late, long).toBeLessThanOrEqual(exact ? 0 : STEP)
      expect(other.alive && holder.alive).toBe(true)
    }
  })

  test('several sessions end each at its own time', () => {
    const limits = [300, 100, 200]
    const sessions = limits.map((limit) => server.open({ options: `-c idle_session_timeout=${limit}` }))
    server.sleep(1000)
    expect(sessions.map(firings)).toEqual(limits.map((limit) => [['idle_session_timeout', limit, 0]]))
    const closed = server.events.filter(({ kind }) => kind === 'session-closed').map(({ session }) => session)
    expect(closed).toEqual([sessions[1]!.pid, sessions[2]!.pid, sessions[0]!.pid])
  })
})
