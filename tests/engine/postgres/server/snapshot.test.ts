/** reset() and restore(): whatever programs have done, the next finds the cluster as it was built, or as it was when its state was kept. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../client.ts'
import { crowd } from '../crowd.ts'
import { Server, serverFor, WAYS } from '../server.ts'

/** What can be seen of a cluster from inside: everything but what depends on time. */
const LOOK = [
  'select oid, datname, datdba, datacl from pg_database order by 1',
  'select oid, relname, relfilenode, reltuples, relfrozenxid from pg_class order by 1',
  'select oid, rolname, rolsuper, rolcanlogin, rolconfig from pg_roles order by 1',
  'select name, setting, source from pg_settings order by 1',
  'select setdatabase, setrole, setconfig from pg_db_role_setting order by 1, 2',
  'select pid, usename, datname from pg_stat_activity order by 1',
  'select locktype, relation, pid, mode from pg_locks order by 1, 2',
  'select gid from pg_prepared_xacts',
  'select name, size from pg_ls_waldir() order by 1',
  "select pg_ls_dir('.') union all select pg_ls_dir('base') order by 1",
  'select pg_current_wal_insert_lsn(), pg_current_xact_id()',
  'select pg_backend_pid()',
]

const DEEDS: Readonly<Record<string, (session: Client) => unknown>> = {
  'nothing but a look': () => {},
  tables: (s) => s.run('create table t as select generate_series(1, 10000) a', 'create index on t(a)', 'analyze', 'vacuum full'),
  'sequences and xids': (s) => s.run('create sequence q', "select nextval('q')", 'select pg_current_xact_id()'),
  'roles and their settings': (s) =>
    s.run(
      'create role r login',
      "alter role reader set work_mem = '8MB'",
      "alter database lab set timezone = 'Asia/Tokyo'",
      'alter role reader superuser',
    ),
  'a role that is gone': (s) => s.run('drop database lab with (force)', 'drop role reader'),
  'another database': (s) => s.run('create database other', 'alter database lab rename to renamed'),
  'ALTER SYSTEM': (s) => s.run("alter system set work_mem = '8MB'", 'select pg_reload_conf()'),
  'a prepared transaction': (s) => s.run('begin', 'create table t()', "prepare transaction 'p'"),
  'open transactions and locks': (s) => s.run('create table t()', 'begin', 'lock table t', 'select pg_advisory_lock(1)', 'listen x'),
  'a temporary table': (s) => s.run('create temp table t as select 1'),
  checkpoints: (s) =>
    s.run('create table t as select generate_series(1, 10000) a', 'checkpoint', 'drop table t', 'checkpoint', 'select pg_switch_wal()'),
  'large objects, extensions of what there is': (s) => s.run("select lo_from_bytea(0, 'x')", 'drop extension plpgsql', 'create schema z'),
  'a session that has died': (s) => s.query('select pg_terminate_backend(pg_backend_pid())'),
}

type Seen = Awaited<ReturnType<typeof look>>

async function look(server: Server) {
  const session = server.open()
  const seen = await Array.fromAsync(LOOK, (sql) => session.query(sql))
  expect(seen.map(({ error }) => error)).toEqual(LOOK.map(() => null))
  return seen.map(({ rows }) => rows)
}

describe.each(WAYS)('%s', (way) => {
  const server = serverFor(way)

  let pristine: Seen
  beforeAll(() =>
    server.play(async () => {
      pristine = await look(server)
    }),
  )

  test.each(Object.entries(DEEDS))('after %s', async (_what, deed) => {
    await deed(server.open({ database: 'postgres' }))
    await server.reset()
    expect(await look(server)).toEqual(pristine)
    expect(await server.open({ user: 'reader' }).value('select current_database()')).toBe('lab')
  })

  test('sessions of before are gone, and those that hold them hear nothing', async () => {
    const session = await server.open().run('begin')
    await server.reset()
    expect((await session.query('select 1')).messages).toEqual([])
    await session.disconnect()
    expect(await server.open().value('select count(*) from pg_stat_activity')).toBe('2')
  })

  test('no alarm of before rings', async () => {
    await server.open({ options: '-c idle_session_timeout=100 -c idle_in_transaction_session_timeout=100' }).run('begin')
    await server.reset()
    expect(await server.until(() => false)).toBe(false)
    expect(server.events).toEqual([])
  })

  test('many times', async () => {
    for (let i = 0; i < 12; i++) {
      await server.open({ database: 'postgres' }).run('create table t as select generate_series(1, 1000) a', 'checkpoint')
      await server.reset()
    }
    expect(await look(server)).toEqual(pristine)
  })
})

// Where waits block, no session is in the middle of anything at a reset
describe('suspending', () => {
  const server = serverFor('suspending')

  test('after sessions that wait, sleep, copy, compute and begin', async () => {
    const pristine = await look(server)
    const members = [...Object.values(await crowd(server)), ...Object.values(await crowd(server, 'postgres'))]
    await members[0]!.run('lock table pg_db_role_setting')
    members.push(server.open())
    await server.reset()
    expect(members.filter(({ alive }) => alive)).toEqual([])
    expect(await look(server)).toEqual(pristine)
    expect(await server.time(() => server.until(() => false))).toBe(0)
  })
})

/** A state with all that a reset does away with. */
const FIXTURE = [
  'create table fixture as select generate_series(1, 10000) a',
  'create index on fixture(a)',
  'create role keeper login',
  "alter system set work_mem = '7MB'",
  'select pg_reload_conf()',
  'checkpoint',
  'update fixture set a = -a where a % 2 = 0',
]

describe.each(WAYS)('a later state, %s', (way) => {
  const onFixture: typeof DEEDS = {
    'the fixture itself is gone, and its files are others': (s) =>
      s.run(
        'drop table fixture',
        'checkpoint',
        'create table fixture()',
        'drop role keeper',
        'alter system reset all',
        'select pg_reload_conf()',
      ),
    'catalogues are rewritten': (s) => s.run('vacuum full pg_class', 'vacuum full pg_authid', 'checkpoint'),
  }
  const later = [
    ...Object.entries(DEEDS).map(([what, deed]) => [what, 'postgres', deed] as const),
    ...Object.entries(onFixture).map(([what, deed]) => [what, 'lab', deed] as const),
  ]
  const server = new Server(way)
  const close = async (session: Client) => {
    await session.disconnect()
    await server.until(() => server.postmaster.sessions.length === 0)
  }
  /** Of the process that is loaded: after a restore, that is the auxiliary process. */
  const openFiles = () => server.files.streams.filter((stream) => stream != null).filter(({ node }) => server.files.isFile(node.mode))
  let kept: ReturnType<Server['postmaster']['snapshot']>
  let fixture: Seen
  beforeAll(async () => {
    await server.start()
    await server.play(async () => {
      await close(await server.open().run(...FIXTURE))
      kept = server.postmaster.snapshot()
      fixture = await look(server)
    })
  })
  afterEach(() => server.reset())

  test.each(later)('after %s it is as it was kept, and goes on', async (_what, database, deed) => {
    await server.play(async () => {
      await server.meanwhile(server.postmaster.restore(kept))
      await deed(server.open({ database }))
      await server.meanwhile(server.postmaster.restore(kept))
      expect(openFiles().filter(({ node, path }) => server.files.lookupPath(path).node !== node)).toEqual([])
      expect(await look(server)).toEqual(fixture)
      const session = server.open()
      expect(await session.rows("select count(*), sum(a), current_setting('work_mem') from fixture")).toEqual([['10000', '-5000', '7MB']])
    })
  })

  test('what is changed after it is there when the server is started anew', async () => {
    let left: Awaited<ReturnType<Server['shutDown']>> | undefined
    const mine = await new Server(way).start()
    await mine.play(async () => {
      const first = await mine.open().run(...FIXTURE)
      await first.disconnect()
      await mine.until(() => mine.postmaster.sessions.length === 0)
      const state = mine.postmaster.snapshot()
      await mine.open().run('drop table fixture', 'vacuum full pg_class', 'checkpoint', 'select pg_switch_wal()', 'checkpoint')
      await mine.meanwhile(mine.postmaster.restore(state))
      await mine.open().run('delete from fixture where a < 0', 'checkpoint', 'create table more as select 1 as a')
      left = await mine.shutDown()
    })
    const next = await new Server(way).start(left)
    await next.play(async () => {
      expect(await next.open().rows('select count(*), sum(a), (select count(*) from more) from fixture')).toEqual([
        ['5000', '25000000', '1'],
      ])
    })
  })

  test('none is kept of a server with sessions', async () => {
    await server.play(async () => {
      const session = server.open()
      await session.run('select 1')
      expect(() => server.postmaster.snapshot()).toThrow('The server has 1 session: its state can be kept when there are none.')
    })
  })
})
