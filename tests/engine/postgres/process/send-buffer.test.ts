/** A backend whose client does not read waits once the buffers between them are full. Expected is what a PostgreSQL 18 on Linux did over TCP. */
import { describe, expect, test } from 'vitest'
import { Answer, type Client } from '../client.ts'
import { serverFor } from '../server.ts'

/** About 60 MB, by the thousand or by the 20 million. */
const SMALL = "select repeat('x', 1000) from generate_series(1, 60000)"
const LARGE = "select repeat('x', 20000000) from generate_series(1, 3)"
const CANCELED = 'ERROR 57014: canceling statement due to user request'
const TIMED_OUT = 'ERROR 57014: canceling statement due to statement timeout'

describe('suspending', () => {
  const server = serverFor('suspending')
  const state = (witness: Client, client: Client) =>
    witness.value(`select concat_ws(' ', state, wait_event_type, wait_event) from pg_stat_activity where pid = ${client.pid}`)

  /** A session whose client does not read, and a witness. */
  async function heldUp(sql: string, options = ''): Promise<[Client, Client]> {
    const [session, witness] = [server.open({ options }), server.open()]
    await session.greeting
    session.start(sql)
    expect(await server.until(() => session.session.process.waitsForClient === 'to read')).toBe(true)
    expect(await state(witness, session)).toBe('active Client ClientWrite')
    return [session, witness]
  }

  test.each([SMALL, LARGE, `copy (${SMALL}) to stdout`])('%s: goes on when its client reads', async (sql) => {
    const [session] = await heldUp(sql)
    const { messages, status } = await session.answer()
    expect([messages.filter(({ type }) => /DataRow|CopyData/.test(type)).length, status]).toEqual([sql === LARGE ? 3 : 60_000, 'I'])
  })

  test('some megabytes do not hold it up', async () => {
    const [session, witness] = [server.open(), server.open()]
    await session.greeting
    session.start("select repeat('x', 1000000) from generate_series(1, 3)")
    expect(await state(witness, session)).toBe('idle Client ClientRead')
    expect((await session.answer()).rows).toHaveLength(3)
  })

  test('it goes on when a third of the buffers is free, not before', async () => {
    const [session] = await heldUp(SMALL)
    const goesOn = (read: number) => {
      session.session.takeOutput(read)
      return session.session.process.task?.state !== 'waiting'
    }
    expect([goesOn(1_000_000), goesOn(1_000_000)]).toEqual([false, true])
  })

  test.each([
    ['statement_timeout', (limit: number) => `-c statement_timeout=${limit}`, async () => {}, TIMED_OUT],
    ['a cancel', () => '', (session: Client, witness: Client) => witness.run(`select pg_cancel_backend(${session.pid})`), CANCELED],
  ])('%s: acts when the row in hand has been sent', async (_what, options, act, error) => {
    // On the stepped clock a row of 20 MB takes more than a minute. After one, the alarm of authentication_timeout fires and ends nothing
    const [small, witness] = await heldUp(SMALL, options(5_000))
    await act(small, witness)
    await server.sleep(5_000)
    expect(await state(witness, small)).toBe('idle Client ClientRead') // the kernel took a little more
    const answer = await small.answer()
    expect(answer).toMatchObject({ error, status: 'I' })
    expect(answer.rows.length).toBeGreaterThan(3_900)
    const [large] = await heldUp(LARGE, options(120_000))
    await act(large, witness)
    await server.sleep(120_000)
    expect(await state(witness, large)).toBe('active Client ClientWrite')
    const late = await large.answer()
    expect([late.error, late.status, late.rows.map(([value]) => value?.length)]).toEqual([error, 'I', [20_000_000]])
  })

  test.each([SMALL, LARGE])('%s: pg_terminate_backend ends it at once, and nothing is sent any more', async (sql) => {
    const [session, witness] = await heldUp(sql)
    await witness.run(`select pg_terminate_backend(${session.pid})`)
    expect(await server.time(() => server.until(() => !session.alive))).toBe(0)
    const rest = session.session.takeOutput()
    expect(rest.length).toBeGreaterThan(3_900_000)
    expect(rest.subarray(-20).every((byte) => byte === 'x'.charCodeAt(0))).toBe(true)
  })

  test.each([
    ['idle_in_transaction_session_timeout', 'begin', 'active Client ClientWrite'],
    ['lock_timeout', 'begin; create table t()', 'active Client ClientWrite'],
  ])('%s does not count', async (setting, before, expected) => {
    const [session, witness] = await heldUp(`${before}; ${LARGE}`, `-c ${setting}=200`)
    await server.sleep(500)
    expect(await state(witness, session)).toBe(expected)
    expect((await session.answer()).status).toBe('T')
  })

  test('a client that vanishes ends it, and its transaction', async () => {
    const [session, witness] = await heldUp(`create table t(); ${SMALL}`)
    await session.disconnect()
    await server.until(() => !session.alive)
    expect(await witness.value("select to_regclass('t')")).toBeNull()
  })

  test('client_connection_check_interval notices that a client has vanished while a statement runs', async () => {
    const [session, other] = [server.open({ options: '-c client_connection_check_interval=200' }), server.open()]
    for (const client of [session, other]) client.start('select pg_sleep(60)')
    for (const client of [session, other]) server.postmaster.disconnect(client.session)
    expect(await server.time(() => server.until(() => !session.alive))).toBe(200)
    expect(other.alive).toBe(true)
  })

  test('sessions that are held up do not hold up others', async () => {
    const [first] = await heldUp(SMALL)
    const [second, witness] = await heldUp(LARGE)
    expect(await witness.value('select 1')).toBe('1')
    expect((await second.answer()).rows).toHaveLength(3)
    expect((await first.answer()).rows).toHaveLength(60_000)
  })
})

describe('blocking', () => {
  const server = serverFor('blocking')

  test('a wait would keep the client, too, from reading: all is sent', async () => {
    const session = server.open()
    session.start(SMALL)
    expect(Answer.of(session.session.takeOutput()).rows).toHaveLength(60_000)
  })
})
