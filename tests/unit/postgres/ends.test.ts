/** How sessions end, what they leave to the others, and what of them is freed. */
import { beforeEach, describe, expect, test } from 'vitest'
import { Server } from './server.ts'

const server = await Server.start()
beforeEach(() => server.reset())

const reasons = () => server.events.flatMap((e) => (e.kind === 'session-closed' ? [[e.session, e.reason, e.report?.sqlstate ?? null]] : []))

test('each end has its reason', async () => {
  const [polite, rude, timedOut, kept] = [
    server.open(),
    server.open(),
    server.open({ options: '-c idle_session_timeout=10' }),
    server.open(),
  ]
  polite.terminate()
  server.postmaster.disconnect(rude.session)
  server.sleep(10)
  const refused = server.open({ user: 'nosuch' })
  await server.postmaster.reset()
  expect(reasons()).toEqual([
    [polite.pid, 'terminate', null],
    [rude.pid, 'fatal', null],
    [timedOut.pid, 'fatal', '57P05'],
    [refused.pid, 'fatal', '28000'],
    [kept.pid, 'reset', null],
  ])
})

test.each(['terminate', 'disconnect'] as const)('%s in a transaction takes back what was not committed, and keeps what was', (how) => {
  const [session, witness] = [server.open(), server.open()]
  session.run('create table t(a int)', 'insert into t values (1)', 'begin', 'insert into t values (2)')
  if (how === 'terminate') session.terminate()
  else server.postmaster.disconnect(session.session)
  expect([session.alive, session.receive().messages]).toEqual([false, []])
  expect(witness.query('select a from t').rows).toEqual([['1']])
  expect(witness.value('select count(*) from pg_locks where pid <> pg_backend_pid()')).toBe('0')
})

test('FATAL ends one session and only that one', () => {
  const [victim, inTransaction, idle] = [server.open({ options: '-c idle_session_timeout=50' }), server.open(), server.open()]
  inTransaction.run('create table t(a int)', 'begin', 'insert into t values (1)')
  server.sleep(50)
  expect([victim, inTransaction, idle].map(({ alive }) => alive)).toEqual([false, true, true])
  inTransaction.run('insert into t values (2)', 'commit')
  expect(idle.value('select count(*) from t')).toBe('2')
})

test('what belongs to a session goes with it', () => {
  const [session, witness] = [server.open(), server.open()]
  session.run('create temp table mine(a int)', 'select pg_advisory_lock(1)', 'prepare p as select 1', 'listen l', "set work_mem = '8MB'")
  const temporary = "select count(*) from pg_class where relname = 'mine'"
  expect(witness.value(temporary)).toBe('1')
  session.terminate()
  expect(witness.value(temporary)).toBe('0')
  expect(witness.value('select pg_try_advisory_lock(1)')).toBe('t')
  expect(witness.value('show work_mem')).toBe('4MB')
  expect(witness.query('execute p').error).toBe('ERROR 26000: prepared statement "p" does not exist')
})

describe('max_connections', () => {
  const RESERVED = 'FATAL 53300: remaining connection slots are reserved for roles with the SUPERUSER attribute'

  test('17 for anybody, three more for the superuser, and places are free again afterwards', () => {
    const readers = Array.from({ length: 17 }, () => server.open({ user: 'reader' }))
    expect(readers.every(({ alive }) => alive)).toBe(true)
    expect(server.open({ user: 'reader' }).greeting.error).toBe(RESERVED)
    const superusers = Array.from({ length: 3 }, () => server.open())
    expect(superusers.every(({ alive }) => alive)).toBe(true)
    expect(server.open().greeting.error).toBe('FATAL 53300: sorry, too many clients already')
    expect(readers.every((reader) => reader.value('select 1') === '1')).toBe(true)
    expect(superusers[0]!.value("select count(*) from pg_stat_activity where backend_type = 'client backend'")).toBe('20')
    for (const session of [...superusers, readers[5]!]) session.terminate()
    expect(server.open({ user: 'reader' }).greeting.status).toBe('I')
    expect(server.open({ user: 'reader' }).greeting.error).toBe(RESERVED)
    for (const session of readers) session.terminate()
    expect(Array.from({ length: 16 }, () => server.open({ user: 'reader' }).greeting.error)).toEqual(Array(16).fill(null))
  })
})

test('two hundred sessions leave memory and descriptors as they were', () => {
  const life = (how: number) => {
    const session = server.open({ user: how % 2 ? 'reader' : 'postgres' })
    session.run('create temp table t as select generate_series(1, 100) a', 'select sum(a) from t')
    if (how % 3 === 0) session.terminate()
    else if (how % 3 === 1) server.postmaster.disconnect(session.session)
    else session.query('select pg_terminate_backend(pg_backend_pid())')
    expect(session.alive).toBe(false)
  }
  for (let i = 0; i < 12; i++) life(i) // until caches have their size
  const measure = () => {
    const session = server.open().run('select 1')
    const bytes = server.memory.buffer.byteLength
    const descriptors = server.files.streams.filter(Boolean).length // of this session: its image is in memory
    session.terminate()
    return { bytes, descriptors, sessions: server.postmaster.sessions.length }
  }
  const before = measure()
  for (let i = 0; i < 200; i++) life(i)
  expect(measure()).toEqual(before)
})
