/** What a server tells of a session's life: all of it, in order, at the right time. */
import { describe, expect, test } from 'vitest'
import type { ServerEvent } from '../../../../src/postgres/server/events.ts'
import type { Client } from '../client.ts'
import { serverFor, WAYS } from '../server.ts'

describe.each(WAYS)('%s', (way) => {
  const server = serverFor(way)

  /** An event as one short line, `+` the milliseconds since it was ready, by tens. */
  function lines(session: Client, kinds: RegExp): string[] {
    const own = server.events.filter((event) => event.session === session.pid)
    const began = own.find(({ kind }) => kind === 'session-state')!.at // from its first "idle"
    const since = (time: number) => `+${Math.floor(Math.max(0, time - began) / 10) * 10}` // a look of busy code takes a little
    const text = (event: ServerEvent) => {
      switch (event.kind) {
        case 'session-opened':
          return `${event.user}@${event.database} ${event.applicationName}`
        case 'session-state':
          return event.state
        case 'session-closed':
          return `${event.reason} ${event.report?.sqlstate ?? '-'}`
        case 'report':
          return event.report.sqlstate
        case 'message-sent':
        case 'message-received':
          return event.summary
        case 'timer-armed':
          return `${event.timer} ${since(event.since)} to ${since(event.due)}`
        case 'timer-fired':
        case 'timer-disarmed':
          return event.timer
        default:
          return ''
      }
    }
    return own.filter(({ kind }) => kinds.test(kind)).map((event) => `${since(event.at)} ${event.kind}: ${text(event)}`)
  }

  test('a whole life', async () => {
    const session = server.open({ user: 'reader', application_name: 'me' })
    await session.run('begin')
    await session.query('select 1/0')
    await session.query('rollback')
    await session.terminate()
    expect(lines(session, /./).filter((line) => !line.endsWith('parameters'))).toEqual([
      '+0 session-opened: reader@lab me',
      '+0 message-received: Logged in',
      `+0 message-received: Process ${session.pid} serves this session; here is the key to cancel its queries with`,
      '+0 message-received: Ready for the next query, no transaction open',
      '+0 session-state: idle',
      '+0 message-sent: Query: begin',
      '+0 session-state: active',
      '+0 message-received: Done: BEGIN',
      '+0 message-received: Ready for the next query, a transaction is open',
      '+0 session-state: idle in transaction',
      '+0 message-sent: Query: select 1/0',
      '+0 session-state: active',
      '+0 message-received: Error 22012: division by zero',
      '+0 report: 22012',
      '+0 message-received: Ready for the next query, the transaction has failed and must be rolled back',
      '+0 session-state: idle in transaction (aborted)',
      '+0 message-sent: Query: rollback',
      '+0 session-state: active',
      '+0 message-received: Done: ROLLBACK',
      '+0 message-received: Ready for the next query, no transaction open',
      '+0 session-state: idle',
      '+0 message-sent: Goodbye',
      '+0 session-closed: terminate -',
    ])
  })

  test('rows are told of together, as they come', async () => {
    const session = server.open()
    server.events.length = 0
    await session.run('select generate_series(1, 3000)')
    const told = server.events.flatMap((event) => (event.kind === 'message-received' ? [event.summary] : []))
    const rows = told.map((summary) => Number(/^(\d+) rows?$/.exec(summary)?.[1] ?? 0))
    expect(rows.reduce((sum, count) => sum + count)).toBe(3000)
    expect(told.length).toBeLessThan(20)
  })

  test('timers: each is armed with its time, and fires or is disarmed', async () => {
    const limits = {
      statement_timeout: 100,
      idle_in_transaction_session_timeout: 1000,
      transaction_timeout: 5000,
      idle_session_timeout: 2000,
    }
    const session = server.open({
      options: Object.entries(limits)
        .map(([name, limit]) => `-c ${name}=${limit}`)
        .join(' '),
    })
    await server.sleep(500)
    await session.run('begin')
    await server.sleep(500)
    await session.query('select pg_sleep(1)')
    await server.sleep(400)
    await session.query('rollback')
    await server.sleep(9000)
    expect(lines(session, /timer|closed/)).toEqual([
      '+0 timer-armed: idle_session_timeout +0 to +2000',
      '+500 timer-armed: transaction_timeout +500 to +5500',
      '+500 timer-disarmed: idle_session_timeout',
      '+500 timer-armed: statement_timeout +500 to +600',
      '+500 timer-disarmed: statement_timeout',
      '+500 timer-armed: idle_in_transaction_session_timeout +500 to +1500',
      '+1000 timer-disarmed: idle_in_transaction_session_timeout',
      '+1000 timer-armed: statement_timeout +1000 to +1100',
      '+1100 timer-fired: statement_timeout',
      '+1100 timer-armed: idle_in_transaction_session_timeout +1100 to +2100',
      '+1100 timer-disarmed: transaction_timeout', // it does not count in a transaction that is aborted
      '+1500 timer-armed: statement_timeout +1500 to +1600',
      '+1500 timer-disarmed: idle_in_transaction_session_timeout',
      '+1500 timer-disarmed: statement_timeout',
      '+1500 timer-armed: idle_session_timeout +1500 to +3500',
      '+3500 timer-fired: idle_session_timeout',
      '+3500 session-closed: fatal 57P05',
    ])
  })

  test('times are on the clock, and never go back', async () => {
    const session = server.open({ options: '-c idle_session_timeout=100' })
    await server.open().run('select pg_sleep(1)')
    const times = server.events.map(({ at }) => at)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(session.alive).toBe(false)
    const closed = server.events.find(({ kind }) => kind === 'session-closed')!
    const armed = server.events.find(({ kind }) => kind === 'timer-armed')!
    expect(armed.kind === 'timer-armed' && Math.floor(closed.at - armed.due)).toBe(0)
  })
})
