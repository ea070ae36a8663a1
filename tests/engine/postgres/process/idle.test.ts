/** What a session has done, and how it looks to others, before it waits for its next command: all that PostgreSQL's main loop does there. */
import { describe, expect, test } from 'vitest'
import type { Client } from '../client.ts'
import { bind, execute as executePortal, parse, sync } from '../messages.ts'
import { serverFor, WAYS } from '../server.ts'

describe.each(WAYS)('%s', (way) => {
  const server = serverFor(way)
  const activity = async (witness: Client, client: Client, columns: string) =>
    (await witness.rows(`select ${columns} from pg_stat_activity where pid = ${client.pid}`))[0]

  test.each([
    ['idle', []],
    ['idle', ['select 1']],
    ['idle in transaction', ['begin', 'select 1']],
    ['idle in transaction (aborted)', ['begin', 'select 1/0']],
  ])('it is %s and waits for its client', async (state, statements) => {
    const [session, witness] = [server.open(), server.open()]
    for (const sql of statements) await session.query(sql)
    const columns = 'state, wait_event_type, wait_event'
    expect(await activity(witness, session, columns)).toEqual([state, 'Client', 'ClientRead'])
    await witness.run(`select pg_cancel_backend(${session.pid})`) // it handles the signal, and waits again
    expect(await activity(witness, session, columns)).toEqual([state, 'Client', 'ClientRead'])
    expect((await session.query('rollback')).tags).toEqual(['ROLLBACK'])
  })

  test('who executes waits for nothing, after a wait as well', async () => {
    const session = server.open()
    const own = 'select wait_event from pg_stat_activity where pid = pg_backend_pid()'
    expect(await session.value(own)).toBeNull()
    await session.run('select pg_sleep(0.001)')
    expect(await session.value(own)).toBeNull()
  })

  test.each([
    ['lock table t in share update exclusive mode'],
    ['update t set a = a where false'],
    ['select 1'],
    ['savepoint s; select count(*) from t; rollback to s'],
  ])('after %s it holds no snapshot, and VACUUM removes what nobody sees', async (sql) => {
    const [session, witness] = [
      await server.open().run('create table t(a int)', 'create table u as select generate_series(1, 100) as a'),
      server.open(),
    ]
    await session.run('begin', sql)
    expect(await activity(witness, session, 'backend_xmin')).toEqual([null])
    await witness.run('delete from u')
    const removed = (await witness.query('vacuum (verbose) u')).messages.flatMap((message) =>
      message.type === 'NoticeResponse'
        ? (/tuples: (\d+) removed/.exec(`${message.fields.message} ${message.fields.detail}`)?.[1] ?? [])
        : [],
    )
    expect(removed).toContain('100')
  })

  test('nor after one that has an xid, from which on VACUUM keeps rows in any case', async () => {
    const [session, witness] = [await server.open().run('begin', 'create temp table mine()'), server.open()]
    expect(await activity(witness, session, 'backend_xmin, backend_xid is not null')).toEqual([null, 't'])
  })

  test('one that is needed is kept: that of repeatable read, and of an open cursor', async () => {
    const [session, witness] = [server.open(), server.open()]
    await session.run('begin isolation level repeatable read', 'select 1')
    expect(await activity(witness, session, 'backend_xmin is not null')).toEqual(['t'])
    await session.run('commit', 'begin', 'declare c cursor for select 1', 'fetch c')
    expect(await activity(witness, session, 'backend_xmin is not null')).toEqual(['t'])
  })

  test('REINDEX CONCURRENTLY does not wait for a transaction that has no snapshot', async () => {
    const [session, witness] = [await server.open().run('create table t(a int primary key)', 'create table u()'), server.open()]
    await session.run('begin', 'lock table u')
    expect((await witness.query('set statement_timeout = 1000; reset statement_timeout')).error).toBeNull()
    expect(await witness.query('reindex table concurrently t')).toMatchObject({ error: null, tags: ['REINDEX'] })
  })

  test('answers wait for Sync or Flush, as the protocol has it', async () => {
    const session = server.open()
    expect((await session.send(parse('select 1'), bind([]), executePortal())).types).toEqual([])
    expect((await session.send({ type: 'Flush' })).types).toEqual(['ParseComplete', 'BindComplete', 'DataRow', 'CommandComplete'])
    expect((await session.send(sync)).types).toEqual(['ReadyForQuery'])
  })

  test('a timeout that has fired meanwhile meets the next command of a transaction, as in PostgreSQL', async () => {
    const session = server.open({ options: '-c idle_in_transaction_session_timeout=300' })
    await session.run('begin')
    await server.sleep(400)
    expect([session.alive, (await session.answer()).error]).toEqual([
      false,
      'FATAL 25P03: terminating connection due to idle-in-transaction timeout',
    ])
  })
})
