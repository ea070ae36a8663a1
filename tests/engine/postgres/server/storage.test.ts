/** What needs more of the server than one session's memory: checkpoints, WAL, databases, prepared transactions, much data. */
import { describe, expect, test } from 'vitest'
import { serverFor, WAYS } from '../server.ts'

const walBytes = "select pg_current_wal_insert_lsn() - '0/0'"

describe.each(WAYS)('%s', (way) => {
  const server = serverFor(way)

  describe('checkpoints', () => {
    const checkpoints = 'select checkpoint_lsn from pg_control_checkpoint()'

    test('by command', async () => {
      const session = await server.open().run('create table t as select 1 as a')
      const before = await session.value(checkpoints)
      await session.run('checkpoint')
      expect(await session.value(checkpoints)).not.toBe(before)
      expect(await session.value('select a from t')).toBe('1')
      expect((await server.open({ user: 'reader' }).query('checkpoint')).fields).toMatchObject({ code: '42501' })
    })

    test('in a transaction that holds locks, with another session in one, too', async () => {
      const [session, other] = [server.open(), server.open()]
      await other.run('create table o()', 'begin', 'lock table o')
      await session.run('create table t()', 'begin', 'lock table t', 'insert into t default values', 'checkpoint', 'commit')
      await other.run('commit')
      expect(await other.value('select count(*) from t')).toBe('1')
    })

    test('when much WAL has been written, so that it stays bounded', async () => {
      const session = server.open()
      const before = Number(await session.value(walBytes))
      const redo = await session.value(checkpoints)
      await session.run('create table t(a text)', 'alter table t alter a set storage external')
      for (let i = 0; i < 14; i++) await session.run("insert into t select repeat('x', 1000000) from generate_series(1, 5)", 'truncate t')
      expect(Number(await session.value(walBytes)) - before).toBeGreaterThan(64 << 20)
      expect(await session.value(checkpoints)).not.toBe(redo)
      expect(Number(await session.value('select sum(size) from pg_ls_waldir()'))).toBeLessThan(128 << 20)
    })
  })

  test('five hundred tables created and dropped in one session', async () => {
    const session = server.open()
    const files =
      "select count(*) from pg_ls_dir((select setting || '/base/' || oid from pg_settings, pg_database where name = 'data_directory' and datname = current_database()))"
    await session.run('checkpoint')
    const before = Number(await session.value(files))
    for (let i = 0; i < 40; i++)
      await session.run('do $$ begin for i in 1..10 loop create table t(a int primary key); drop table t; end loop; end $$')
    for (let i = 0; i < 100; i++) await session.run('create table t(a int primary key)', 'drop table t')
    await session.run('checkpoint')
    expect(Number(await session.value(files)) - before).toBeLessThan(10)
  })

  describe('databases', () => {
    test.each(['', ' strategy = file_copy'])('made and dropped while other sessions are idle%s', async (strategy) => {
      const [session, idle] = [server.open(), server.open({ user: 'reader' })]
      await session.run(`create database other${strategy}`)
      const inside = await server.open({ database: 'other' }).run('create table t as select 1')
      const refused = 'ERROR 55006: database "other" is being accessed by other users'
      const waited = await server.time(async () => expect(await session.error('drop database other')).toBe(refused))
      expect(Math.floor(waited / 50)).toBe(100) // five seconds, for them to leave
      await inside.terminate()
      await session.run('drop database other')
      expect((await server.open({ database: 'other' }).greeting).error).toBe('FATAL 3D000: database "other" does not exist')
      expect(await idle.value('select 1')).toBe('1')
    })

    test('dropped as soon as who was in it has run out of time', async () => {
      const session = await server.open().run('create database other')
      const inside = server.open({ database: 'other', options: '-c idle_session_timeout=1250' })
      expect(await server.time(() => session.run('drop database other'))).toBe(1300) // it looks ten times a second
      expect(inside.receive().error).toMatch(/^FATAL 57P05/)
    })

    test('dropped by force, which ends who is in it', async () => {
      const session = await server.open().run('create database other')
      const inside = server.open({ database: 'other' })
      await session.run('drop database other with (force)')
      expect([inside.alive, inside.receive().error]).toEqual([false, 'FATAL 57P01: terminating connection due to administrator command'])
    })
  })

  test('a prepared transaction outlives its session, holds its locks, and is committed by another', async () => {
    const session = await server.open().run('create table t as select 1 as a', 'begin', 'update t set a = 2', "prepare transaction 'mine'")
    await session.terminate()
    const other = server.open({ options: '-c lock_timeout=50' })
    expect((await other.query('update t set a = 3')).fields?.code).toBe('55P03')
    await other.run("commit prepared 'mine'")
    expect(await other.value('select a from t')).toBe('2')
    for (let i = 0; i < 10; i++) await other.run('begin', 'select pg_current_xact_id()', `prepare transaction '${i}'`)
    await other.run('begin', 'select pg_current_xact_id()')
    expect((await other.query("prepare transaction 'one more'")).fields?.code).toBe('53200')
  })

  test('what one session commits the other sees, as its isolation level allows', async () => {
    const [writer, committed, repeatable] = [server.open(), server.open(), server.open()]
    await writer.run('create table t as select 1 as a')
    await committed.run('begin isolation level read committed', 'select * from t')
    await repeatable.run('begin isolation level repeatable read', 'select * from t')
    await writer.run('begin', 'update t set a = 2')
    expect(await committed.value('select a from t')).toBe('1')
    await writer.run('commit')
    expect(await Array.fromAsync([committed, repeatable], (session) => session.value('select a from t'))).toEqual(['2', '1'])
    expect(await repeatable.error('update t set a = 3')).toBe('ERROR 40001: could not serialize access due to concurrent update')
  })

  test('many rows, and long values', async () => {
    const session = server.open()
    const { rows } = await session.query("select i, repeat('x', i % 100) from generate_series(1, 20000) i")
    expect(rows.length).toBe(20_000)
    expect(rows.every(([i, text], at) => Number(i) === at + 1 && text!.length === (at + 1) % 100)).toBe(true)
    expect(await session.value("select repeat('ä', 5000000)")).toHaveLength(5_000_000)
    expect(await session.value(`select length('${'y'.repeat(3_000_000)}')`)).toBe('3000000')
  })

  test('LISTEN: the notification comes with the answer to the next message, and after commit only', async () => {
    const [listener, notifier] = [await server.open().run('listen jobs'), server.open()]
    await notifier.run('begin', "notify jobs, 'one'")
    expect((await listener.query('select 1')).notifications).toEqual([])
    await notifier.run('commit', "select pg_notify('jobs', 'two')", "notify elsewhere, 'three'")
    expect([...listener.receive().notifications, ...(await listener.query('select 1')).notifications]).toEqual(['jobs=one', 'jobs=two'])
    expect((await listener.query("notify jobs, 'to myself'")).notifications).toEqual(['jobs=to myself'])
    await listener.run('unlisten jobs')
    await notifier.run('notify jobs')
    expect((await listener.query('select 1')).notifications).toEqual([])
  })
})
