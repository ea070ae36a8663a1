/** The extended protocol: prepared statements and portals, in the middle of which a session may wait. */
import { describe, expect, test } from 'vitest'
import { bind, execute, parse, sync } from '../messages.ts'
import { serverFor, WAYS } from '../server.ts'

describe.each(WAYS)('%s', (way) => {
  const server = serverFor(way)

  test('a prepared statement, executed twice', async () => {
    const session = server.open()
    await session.send(parse('select $1::int + 1', 's'), sync)
    for (const n of [1, 41]) expect((await session.send(bind([`${n}`], 's'), execute(), sync)).rows).toEqual([[`${n + 1}`]])
  })

  test('a portal that is read in parts', async () => {
    const session = await server.open().run('begin')
    await session.send(parse('select generate_series(1, 5)'), bind([], '', 'p'), sync)
    const parts = await Array.fromAsync([2, 2, 2], (limit) => session.send(execute(limit, 'p'), sync))
    expect(parts.map(({ rows }) => rows.flat())).toEqual([['1', '2'], ['3', '4'], ['5']])
    expect(parts.map(({ tags }) => tags)).toEqual([[], [], ['SELECT 1']])
  })

  test('after an error everything is passed over until Sync', async () => {
    const session = server.open()
    const answer = await session.send(parse('select 1/0'), bind([]), execute(), parse('select 1'), bind([]), execute(), sync)
    expect([answer.error, answer.rows, answer.status]).toEqual(['ERROR 22012: division by zero', [], 'I'])
    expect(await session.value('select 1')).toBe('1')
  })

  test('each message alone, with no Sync: no ReadyForQuery, and nothing is lost', async () => {
    const session = server.open()
    const answers = await Array.fromAsync([parse('select 7'), bind([]), execute()], (message) => session.send(message))
    expect(answers.map(({ status }) => status)).toEqual([null, null, null])
    expect([...answers.flatMap(({ rows }) => rows), ...(await session.send(sync)).rows]).toEqual([['7']])
  })

  test('a portal that waits between its rows', async () => {
    const session = await server.open().run('begin')
    await session.send(parse('select n, pg_sleep(1) from generate_series(1, 3) n'), bind([], '', 'p'), sync)
    for (const [limit, rows, tags] of [
      [1, 1, []],
      [0, 2, ['SELECT 2']],
    ] as const) {
      const began = server.clock.now()
      const answer = await session.send(execute(limit, 'p'), sync)
      expect([answer.rows.length, answer.tags, Math.floor(server.clock.now() - began)]).toEqual([rows, tags, rows * 1000])
    }
  })

  test('statement_timeout covers it', async () => {
    const session = server.open({ options: '-c statement_timeout=300' })
    expect((await session.send(parse('select pg_sleep(1)'), bind([]), execute(), sync)).error).toMatch(/^ERROR 57014/)
  })
})

describe('suspending', () => {
  const server = serverFor('suspending')

  /** The first session holds a lock; the second waits for it in the middle of a pipeline of three commands. */
  async function pipeline() {
    const [holder, waiter] = [await server.open().run('create table t as select 1 as a', 'begin', 'lock table t'), server.open()]
    const commands = ['select 1', 'select a + 1 from t', 'select 3'].flatMap((sql) => [parse(sql), bind([]), execute()])
    waiter.post(...commands, sync)
    return { holder, waiter }
  }

  test('a pipeline waits in its middle, and goes on', async () => {
    const { holder, waiter } = await pipeline()
    await holder.run('commit')
    const answer = await waiter.answer()
    expect([answer.rows, answer.status]).toEqual([[['1'], ['2'], ['3']], 'I'])
  })

  test('what its client sends meanwhile is a pipeline of its own', async () => {
    const { holder, waiter } = await pipeline()
    waiter.post(parse('select 4'), bind([]), execute(), sync)
    await holder.run('commit')
    const { types } = await waiter.answer()
    const command = ['ParseComplete', 'BindComplete', 'DataRow', 'CommandComplete']
    expect(types).toEqual([...command, ...command, ...command, 'ReadyForQuery', ...command, 'ReadyForQuery'])
  })

  test('a cancel ends what waits, and the rest up to Sync is passed over', async () => {
    const { holder, waiter } = await pipeline()
    waiter.post(parse('select 4'), bind([]), execute(), sync)
    await holder.run(`select pg_cancel_backend(${waiter.pid})`)
    const answer = await waiter.answer()
    expect([answer.error, answer.rows]).toEqual(['ERROR 57014: canceling statement due to user request', [['1'], ['4']]])
  })

  test('portals of several sessions are read in turns, and each sees what it saw at first', async () => {
    const writer = await server.open().run('create table t as select generate_series(1, 4) as a')
    const readers = [await server.open().run('begin'), await server.open().run('begin')]
    for (const reader of readers) {
      await reader.send(parse('select a, pg_sleep(0.01) from t'), bind([], '', 'p'), execute(1, 'p'), sync)
      await writer.run('delete from t where a = (select max(a) from t)')
    }
    const seen: string[][] = [[], []]
    for (let i = 0; i < 2; i++) {
      for (const reader of readers) reader.post(execute(i === 0 ? 1 : 0, 'p'), sync)
      for (const [k, reader] of readers.entries()) seen[k]!.push(...(await reader.answer()).rows.map(([a]) => a!))
    }
    expect(seen).toEqual([
      ['2', '3', '4'],
      ['2', '3'],
    ])
  })

  test('a prepared statement whose table was changed while it waited', async () => {
    const [holder, waiter] = [await server.open().run('create table t as select 1 as a'), server.open()]
    await waiter.send(parse('select * from t', 'all'), parse('select a from t', 'one'), sync)
    for (const name of ['all', 'one']) await waiter.send(bind([], name), execute(), sync)
    await holder.run('begin', 'alter table t add b int')
    waiter.post(bind([], 'one'), execute(), sync, bind([], 'all'), execute(), sync)
    await holder.run('commit')
    const answer = await waiter.answer()
    expect([answer.rows, answer.error]).toEqual([[['1']], 'ERROR 0A000: cached plan must not change result type'])
  })

  test('a savepoint is returned to when the wait after it was cancelled', async () => {
    const [holder, waiter] = [await server.open().run('create table t as select 1 as a', 'begin', 'lock table t'), server.open()]
    await waiter.run('begin', 'create table mine()', 'savepoint s')
    waiter.post(parse('select * from t'), bind([]), execute(), sync)
    await holder.run(`select pg_cancel_backend(${waiter.pid})`)
    expect((await waiter.answer()).status).toBe('E')
    await waiter.run('rollback to s', 'select * from mine', 'commit')
    await holder.run('commit')
  })
})
