/** ALTER SYSTEM and pg_reload_conf(): SIGHUP reaches every process, and each applies it when PostgreSQL does. */
import { describe, expect, test } from 'vitest'
import { encodeFrontend } from '../../../../src/wire/encode.ts'
import type { Client } from '../client.ts'
import { serverFor, WAYS } from '../server.ts'

const TIMED_OUT = 'ERROR 57014: canceling statement due to statement timeout'
const IDLED_OUT = 'FATAL 57P05: terminating connection due to idle-session timeout'

const query = (sql: string) => encodeFrontend({ type: 'Query', query: sql })

const setting = async (session: Client, name: string) =>
  (await session.rows(`select setting, source, sourcefile, sourceline, pending_restart from pg_settings where name = '${name}'`))[0]

const AUTO = '/pglite/data/postgresql.auto.conf'

describe.each(WAYS)('%s', (way) => {
  const server = serverFor(way)
  const alter = (session: Client, ...settings: string[]) =>
    session.run(...settings.map((it) => `alter system ${it}`), 'select pg_reload_conf()')

  test('before the reload nothing changes but the file', async () => {
    const session = await server.open().run("alter system set work_mem = '8MB'")
    expect(await session.value('show work_mem')).toBe('4MB')
    expect(await server.open().value('show work_mem')).toBe('4MB')
    expect(
      await session.rows(`select sourceline, name, setting, applied, error from pg_file_settings where sourcefile = '${AUTO}'`),
    ).toEqual([['3', 'work_mem', '8MB', 't', null]])
  })

  test('sessions that are there, and those to come, have the new value and know where it is from', async () => {
    const [session, other] = [server.open(), server.open({ user: 'reader' })]
    await other.run('begin')
    const answer = await (await session.run("alter system set work_mem = '8MB'")).query('select pg_reload_conf()')
    expect([answer.rows, answer.notices]).toEqual([[['t']], []])
    for (const each of [session, other, server.open(), server.open()])
      expect(await setting(each, 'work_mem')).toEqual([
        '8192',
        'configuration file',
        each === other ? null : AUTO,
        each === other ? null : '3',
        'f',
      ])
  })

  test('a second reload takes back what RESET has removed from the file', async () => {
    const session = server.open()
    await alter(session, "set work_mem = '8MB'", "set lock_timeout = '1s'")
    await alter(session, 'reset work_mem')
    for (const each of [session, server.open()])
      expect([await each.value('show work_mem'), await each.value('show lock_timeout')]).toEqual(['4MB', '1s'])
    await alter(session, 'reset all')
    for (const each of [session, server.open()]) expect((await setting(each, 'lock_timeout'))?.slice(0, 2)).toEqual(['0', 'default'])
  })

  test("a session's own SET wins, and RESET finds the new value", async () => {
    const [session, admin] = [await server.open().run("set lock_timeout = '7s'"), server.open()]
    await alter(admin, "set lock_timeout = '1s'")
    expect((await setting(session, 'lock_timeout'))?.slice(0, 2)).toEqual(['7000', 'session'])
    await session.run('reset lock_timeout')
    expect(await session.value('show lock_timeout')).toBe('1s')
  })

  test("a role's and a database's settings win, too", async () => {
    const admin = await server.open().run("alter role reader set lock_timeout = '2s'", "alter database lab set deadlock_timeout = '3s'")
    await alter(admin, "set lock_timeout = '1s'", "set deadlock_timeout = '10s'")
    const session = server.open({ user: 'reader' })
    expect([await session.value('show lock_timeout'), await session.value('show deadlock_timeout')]).toEqual(['2s', '3s'])
  })

  test('a statement that runs keeps its timeout, the next has the new one', async () => {
    const session = server.open()
    await session.greeting
    // Somebody reloads when the sleep has begun
    const admin = await server.open().run("alter system set statement_timeout = '300ms'")
    server.listener = (event) => {
      if (event.kind !== 'wait-began' || event.session !== session.pid) return
      server.listener = () => {}
      server.postmaster.execute(admin.session, query('select pg_reload_conf()'))
    }
    expect(await server.time(async () => expect(await session.error('select pg_sleep(2)')).toBeNull())).toBe(2000)
    expect(await server.time(async () => expect(await session.error('select pg_sleep(2)')).toBe(TIMED_OUT))).toBe(300)
  })

  test('a session that is idle keeps its idle timeout until its next command', async () => {
    const [session, admin] = [server.open(), server.open()]
    await session.greeting
    await admin.run('set idle_session_timeout = 0')
    await alter(admin, "set idle_session_timeout = '1s'")
    await server.sleep(5000)
    expect(session.alive).toBe(true)
    expect(await session.value('select 1')).toBe('1')
    await server.sleep(1001)
    expect([session.alive, session.receive().error]).toEqual([false, IDLED_OUT])
  })

  test.each([
    ['idle_in_transaction_session_timeout', 'FATAL 25P03: terminating connection due to idle-in-transaction timeout'],
    ['transaction_timeout', 'FATAL 25P04: terminating connection due to transaction timeout'],
  ])('%s of the whole server', async (name, error) => {
    const admin = server.open()
    await alter(admin, `set ${name} = '1s'`)
    const session = await server.open().run('begin')
    await server.sleep(1001)
    expect(session.receive().error).toBe(error)
  })

  test('what needs a restart is pending, and the log says so', async () => {
    const session = server.open()
    await alter(session, 'set max_connections = 50', "set work_mem = '8MB'")
    expect(await setting(session, 'max_connections')).toEqual(['20', 'configuration file', '/pglite/data/postgresql.conf', '65', 't'])
    expect(await session.value('show work_mem')).toBe('8MB')
    expect(await session.rows("select applied, error from pg_file_settings where name = 'max_connections' and setting = '50'")).toEqual([
      ['f', 'setting could not be applied'],
    ])
    expect(server.log.map((line) => line.replace(/^.*?(?=LOG:)/, ''))).toEqual([
      'LOG:  received SIGHUP, reloading configuration files',
      'LOG:  parameter "max_connections" cannot be changed without restarting the server',
      'LOG:  parameter "work_mem" changed to "8MB"',
      `LOG:  configuration file "${AUTO}" contains errors; unaffected changes were applied`,
    ])
  })

  test('the cluster as it comes reloads without a complaint', async () => {
    await server.open().run('select pg_reload_conf()')
    expect(server.log).toEqual(['LOG:  received SIGHUP, reloading configuration files'])
  })

  test('settings of the log are everybody’s', async () => {
    const [session, admin] = [server.open(), server.open()]
    await alter(admin, "set log_statement = 'all'")
    await session.run('select 4711')
    expect(server.log.filter((line) => line.includes('statement: select 4711'))).toHaveLength(1)
  })

  test('a role that may not is refused', async () => {
    const reader = server.open({ user: 'reader' })
    expect(await reader.error('alter system set work_mem = 1024')).toBe('ERROR 42501: permission denied to set parameter "work_mem"')
    expect(await reader.error('select pg_reload_conf()')).toBe('ERROR 42501: permission denied for function pg_reload_conf')
  })

  test('after a reset nobody knows of it, and what is reloaded then is the new file', async () => {
    await alter(server.open(), "set work_mem = '8MB'", "set statement_timeout = '1s'")
    await server.reset()
    expect(await server.open().value('show work_mem')).toBe('4MB')
    await alter(server.open(), "set lock_timeout = '1s'")
    const session = server.open()
    expect([await session.value('show work_mem'), await session.value('show statement_timeout')]).toEqual(['4MB', '0'])
  })
})

describe('suspending', () => {
  const server = serverFor('suspending')

  test('a session that computes is told while it does', async () => {
    const [busy, admin] = [server.open(), server.open()]
    await busy.greeting
    await admin.run("alter system set work_mem = '8MB'")
    busy.start(
      "do $$ begin perform pg_reload_conf(); loop exit when (select setting from pg_file_settings where name = 'lock_timeout') = '1s'; end loop; end $$",
    )
    expect(await server.open().value('show work_mem')).toBe('8MB')
    await admin.run("alter system set lock_timeout = '1s'")
    expect((await busy.answer()).error).toBeNull()
    expect(await busy.value('show work_mem')).toBe('8MB')
  })
})
