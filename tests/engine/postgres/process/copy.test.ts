/** COPY FROM STDIN: rows that come while others work, and all that can come instead of them. Expected is what a PostgreSQL 18 on Linux did. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { FrontendMessage } from '../../../../src/wire/messages.ts'
import type { Client } from '../client.ts'
import { bind, copyData, copyDone, execute, parse, sync } from '../messages.ts'
import { serverFor } from '../server.ts'

const TERMINATED = 'FATAL 57P01: terminating connection due to administrator command'
const OUT_OF_STEP = 'FATAL 08P01: terminating connection because protocol synchronization was lost'

describe('suspending', () => {
  const server = serverFor('suspending')
  let witness: Client
  beforeEach(async () => {
    witness = await server.open().run('create table t(a int)')
  })
  const count = () => witness.value('select count(*) from t')

  /** A session that waits for rows. */
  async function copying(options = ''): Promise<Client> {
    const session = server.open({ options })
    expect((await session.query('copy t from stdin')).types).toEqual(['CopyInResponse'])
    return session
  }

  test('rows come in pieces, while others work', async () => {
    const session = await copying()
    for (const piece of ['1\n2', '3\n', '4\n5\n']) {
      expect((await session.send(copyData(piece))).messages).toEqual([])
      expect(await count()).toBe('0')
    }
    expect(await session.send(copyDone)).toMatchObject({ tags: ['COPY 4'], status: 'I' })
    expect(await witness.value('select sum(a) from t')).toBe('33')
  })

  test('in one piece with the query', async () => {
    const session = server.open()
    const answer = await session.send({ type: 'Query', query: 'copy t from stdin; select count(*) from t' }, copyData('1\n2\n'), copyDone)
    expect([answer.tags, answer.rows]).toEqual([['COPY 2', 'SELECT 1'], [['2']]])
  })

  test('a row that is wrong is told of at once, and the rest is passed over', async () => {
    const session = await copying()
    expect(await session.send(copyData('1\nx\n'))).toMatchObject({
      error: 'ERROR 22P02: invalid input syntax for type integer: "x"',
      status: 'I',
    })
    expect((await session.send(copyData('2\n'), copyDone)).messages).toEqual([])
    expect(await session.value('select count(*) from t')).toBe('0')
  })

  test('the client gives it up', async () => {
    const session = await copying()
    const answer = await session.send(copyData('1\n'), { type: 'CopyFail', reason: 'no more' })
    expect(answer).toMatchObject({ error: 'ERROR 57014: COPY from stdin failed: no more', status: 'I' })
  })

  test.each([
    ['a cancel', '', 'ERROR 57014: canceling statement due to user request'],
    ['statement_timeout', '-c statement_timeout=200', 'ERROR 57014: canceling statement due to statement timeout'],
  ])('%s is seen when the next row comes', async (_what, options, error) => {
    const session = await copying(options)
    if (options) await server.sleep(300)
    else await witness.run(`select pg_cancel_backend(${session.pid})`)
    expect(session.receive().messages).toEqual([])
    expect(await session.send(copyData('1\n'))).toMatchObject({ error, status: 'I' })
    expect((await session.send(copyData('2\n'), copyDone)).messages).toEqual([])
    expect(await session.value('select count(*) from t')).toBe('0')
  })

  test('transaction_timeout as well', async () => {
    const session = await copying('-c transaction_timeout=200')
    await server.sleep(300)
    expect([session.alive, session.receive().messages]).toEqual([true, []])
    expect((await session.send(copyData('1\n'))).error).toBe('FATAL 25P04: terminating connection due to transaction timeout')
    expect(session.alive).toBe(false)
  })

  test.each([[[]], [[copyData('1\n')]]])('pg_terminate_backend is seen at once', async (rows) => {
    const session = await copying()
    await session.send(...rows)
    await witness.run(`select pg_terminate_backend(${session.pid})`)
    expect((await session.answer()).error).toBe(TERMINATED)
    expect([session.alive, await count()]).toEqual([false, '0'])
  })

  test('a client that vanishes takes its rows with it', async () => {
    const session = await copying()
    await session.send(copyData('1\n'))
    await session.disconnect()
    expect([session.alive, await count()]).toEqual([false, '0'])
    expect(await witness.value('select count(*) from pg_stat_activity where datname is not null')).toBe('2')
  })

  test.each<[string, FrontendMessage, string]>([
    ['a query', { type: 'Query', query: 'select 1' }, '0x51'],
    ['a goodbye', { type: 'Terminate' }, '0x58'],
  ])('%s instead of rows: nobody knows any more where messages begin', async (_what, message, code) => {
    const session = await copying()
    const { messages } = await session.send(copyData('1\n'), message)
    const errors = messages.flatMap((m) =>
      m.type === 'ErrorResponse' ? [`${m.fields.severity} ${m.fields.code}: ${m.fields.message}`] : [],
    )
    expect(errors).toEqual([`ERROR 08P01: unexpected message type ${code} during COPY from stdin`, OUT_OF_STEP])
    expect([session.alive, await count()]).toEqual([false, '0'])
  })

  test('by the extended protocol; the Sync that follows Execute is passed over', async () => {
    const session = server.open()
    const answer = await session.send(parse('copy t from stdin'), bind([]), execute(), sync)
    expect(answer.types).toEqual(['ParseComplete', 'BindComplete', 'CopyInResponse'])
    expect((await session.send(copyData('1\n'), copyDone, sync)).types).toEqual(['CommandComplete', 'ReadyForQuery'])
  })

  test('a wait for a lock between two rows', async () => {
    const session = await copying()
    const holder = await server.open().run('select pg_advisory_lock(1)')
    await holder.run(
      'create function f() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(1); return new; end $$',
      'create table u(a int)',
      'create trigger g before insert on u for each row execute function f()',
    )
    const waiter = server.open()
    await waiter.query('copy u from stdin')
    waiter.post(copyData('1\n2\n'), copyData('3\n'), copyDone)
    await session.send(copyData('1\n'), copyDone)
    expect(waiter.isAnswered).toBe(false)
    await holder.run('select pg_advisory_unlock(1)')
    expect((await waiter.answer()).tags).toEqual(['COPY 3'])
  })
})

describe('blocking', () => {
  const server = serverFor('blocking')

  test('a wait would keep the client, too, from going on: COPY fails at once, and rows that come are passed over', async () => {
    const session = await server.open().run('create table t(a int)')
    const answer = await session.send({ type: 'Query', query: 'copy t from stdin' }, copyData('1\n'), copyDone)
    expect(answer).toMatchObject({
      error: expect.stringMatching(/^ERROR 57014: COPY from stdin failed: the server in this page /),
      status: 'I',
    })
    expect(answer.types).toEqual(['CopyInResponse', 'ErrorResponse', 'ReadyForQuery'])
    expect(await session.value('select count(*) from t')).toBe('0')
  })
})
