/** How sessions end, what becomes of their locks and files, and that nothing of them is left. */
import { describe, expect, test } from 'vitest'
import { serverFor, WAYS } from '../server.ts'

/** Sync has no content, and PostgreSQL takes 10,000 bytes of one. */
const longSync = Buffer.concat([Buffer.from('S'), Buffer.from([0, 0, 0x4e, 0x24]), Buffer.alloc(20_000)])

describe.each(WAYS)('%s', (way) => {
  const server = serverFor(way)

  const reasons = () =>
    server.events.flatMap((e) => (e.kind === 'session-closed' ? [[e.session, e.reason, e.report?.sqlstate ?? null]] : []))

  test('each end has its reason', async () => {
    const [polite, rude, timedOut, kept] = [
      server.open(),
      server.open(),
      server.open({ options: '-c idle_session_timeout=10' }),
      server.open(),
    ]
    await polite.terminate()
    await rude.disconnect()
    await server.sleep(10)
    const refused = server.open({ user: 'nosuch' })
    await server.meanwhile(server.postmaster.reset())
    expect(reasons()).toEqual([
      [polite.pid, 'terminate', null],
      [rude.pid, 'fatal', null],
      [timedOut.pid, 'fatal', '57P05'],
      [refused.pid, 'fatal', '28000'],
      [kept.pid, 'reset', null],
    ])
  })

  test.each(['terminate', 'disconnect'] as const)(
    '%s in a transaction takes back what was not committed, and keeps what was',
    async (how) => {
      const [session, witness] = [server.open(), server.open()]
      await session.run('create table t(a int)', 'insert into t values (1)', 'begin', 'insert into t values (2)')
      if (how === 'terminate') await session.terminate()
      else await session.disconnect()
      expect([session.alive, session.receive().messages]).toEqual([false, []])
      expect(await witness.rows('select a from t')).toEqual([['1']])
      expect(await witness.value('select count(*) from pg_locks where pid <> pg_backend_pid()')).toBe('0')
    },
  )

  test('a message longer than its kind may be ends the session, with all that belongs to it', async () => {
    const [session, witness] = [server.open(), server.open()]
    await session.run('create table t(a int)', 'begin', 'lock table t', 'select pg_advisory_lock(1)')
    server.postmaster.execute(session.session, longSync)
    await server.until(() => session.isAnswered)
    expect([session.alive, session.receive().messages]).toEqual([false, []])
    expect(server.log.join()).toContain('LOG:  invalid message length')
    expect(await witness.value('select count(*) from pg_locks where pid <> pg_backend_pid()')).toBe('0')
    expect(await witness.value("select count(*) from pg_stat_activity where backend_type = 'client backend'")).toBe('1')
  })

  test('FATAL ends one session and only that one', async () => {
    const [victim, inTransaction, idle] = [server.open({ options: '-c idle_session_timeout=50' }), server.open(), server.open()]
    await inTransaction.run('create table t(a int)', 'begin', 'insert into t values (1)')
    await server.sleep(50)
    expect([victim, inTransaction, idle].map(({ alive }) => alive)).toEqual([false, true, true])
    await inTransaction.run('insert into t values (2)', 'commit')
    expect(await idle.value('select count(*) from t')).toBe('2')
  })

  test('what belongs to a session goes with it', async () => {
    const [session, witness] = [server.open(), server.open()]
    await session.run(
      'create temp table mine(a int)',
      'select pg_advisory_lock(1)',
      'prepare p as select 1',
      'listen l',
      "set work_mem = '8MB'",
    )
    const temporary = "select count(*) from pg_class where relname = 'mine'"
    expect(await witness.value(temporary)).toBe('1')
    await session.terminate()
    expect(await witness.value(temporary)).toBe('0')
    expect(await witness.value('select pg_try_advisory_lock(1)')).toBe('t')
    expect(await witness.value('show work_mem')).toBe('4MB')
    expect(await witness.error('execute p')).toBe('ERROR 26000: prepared statement "p" does not exist')
  })

  describe('max_connections', () => {
    const RESERVED = 'FATAL 53300: remaining connection slots are reserved for roles with the SUPERUSER attribute'

    test('17 for anybody, three more for the superuser, and places are free again afterwards', async () => {
      const readers = Array.from({ length: 17 }, () => server.open({ user: 'reader' }))
      expect(readers.every(({ alive }) => alive)).toBe(true)
      expect((await server.open({ user: 'reader' }).greeting).error).toBe(RESERVED)
      const superusers = Array.from({ length: 3 }, () => server.open())
      expect(superusers.every(({ alive }) => alive)).toBe(true)
      expect((await server.open().greeting).error).toBe('FATAL 53300: sorry, too many clients already')
      for (const reader of readers) expect(await reader.value('select 1')).toBe('1')
      expect(await superusers[0]!.value("select count(*) from pg_stat_activity where backend_type = 'client backend'")).toBe('20')
      for (const session of [...superusers, readers[5]!]) await session.terminate()
      expect((await server.open({ user: 'reader' }).greeting).status).toBe('I')
      expect((await server.open({ user: 'reader' }).greeting).error).toBe(RESERVED)
      for (const session of readers) await session.terminate()
      for (let i = 0; i < 16; i++) expect((await server.open({ user: 'reader' }).greeting).error).toBeNull()
    })
  })

  test('two hundred sessions leave memory and descriptors as they were', async () => {
    const life = async (how: number) => {
      const session = server.open({ user: how % 2 ? 'reader' : 'postgres' })
      await session.run('create temp table t as select generate_series(1, 100) a', 'select sum(a) from t')
      if (how % 3 === 0) await session.terminate()
      else if (how % 3 === 1) await session.disconnect()
      else await session.query('select pg_terminate_backend(pg_backend_pid())')
      expect(session.alive).toBe(false)
    }
    for (let i = 0; i < 12; i++) await life(i) // until caches have their size
    const measure = async () => {
      const session = await server.open().run('select 1')
      const bytes = server.memory.buffer.byteLength
      const descriptors = server.files.streams.filter(Boolean).length // of this session, whose image is loaded
      await session.terminate()
      return { bytes, descriptors, sessions: server.postmaster.sessions.length }
    }
    const before = await measure()
    for (let i = 0; i < 200; i++) await life(i)
    expect(await measure()).toEqual(before)
  })
})
