/** What a start-up packet asks for, where a setting comes from, and who is turned away. */
import { describe, expect, test } from 'vitest'
import { serverFor, WAYS } from '../server.ts'

const SOURCE = "select setting, source from pg_settings where name = 'statement_timeout'"

describe.each(WAYS)('%s', (way) => {
  const server = serverFor(way)

  test('greets as PostgreSQL 18 does', async () => {
    const client = server.open({ application_name: 'a test' })
    const greeting = await client.greeting
    expect(greeting.messages[0]).toEqual({ type: 'AuthenticationOk' })
    const parameters = greeting.messages.flatMap((m) => (m.type === 'ParameterStatus' ? [[m.name, m.value]] : []))
    expect(Object.fromEntries(parameters)).toMatchObject({
      server_version: expect.stringMatching(/^18\./),
      server_encoding: 'UTF8',
      client_encoding: 'UTF8',
      TimeZone: 'UTC',
      DateStyle: 'ISO, MDY',
      standard_conforming_strings: 'on',
      integer_datetimes: 'on',
      is_superuser: 'on',
      in_hot_standby: 'off',
      session_authorization: 'postgres',
      application_name: 'a test',
    })
    const key = greeting.messages.find((m) => m.type === 'BackendKeyData')
    expect(key).toMatchObject({ pid: client.pid, key: { length: 4 } })
    expect(greeting.status).toBe('I')
  })

  test('shows itself to the others as it named itself', async () => {
    const client = server.open({ user: 'reader', application_name: 'first' })
    server.open()
    expect(await client.rows('select pid, usename, datname, application_name from pg_stat_activity order by pid')).toEqual([
      ['100', 'postgres', 'postgres', ''],
      [String(client.pid), 'reader', 'lab', 'first'],
      [String(client.pid + 1), 'postgres', 'lab', ''],
    ])
    expect(await client.value('select pg_backend_pid()')).toBe(String(client.pid))
    expect(await client.value('show is_superuser')).toBe('off')
  })

  test('the default database is named like the user', async () => {
    const client = server.open({ database: '' })
    expect(await client.value('select current_database()')).toBe('postgres')
    expect((await server.open({ user: 'reader', database: '' }).greeting).error).toBe('FATAL 3D000: database "reader" does not exist')
  })

  test.each([
    ['-c statement_timeout=500', '500'],
    ['-cstatement_timeout=500', '500'],
    ['--statement_timeout=500', '500'],
    ['--statement-timeout=500', '500'],
    ['-c statement_timeout=100 -c statement_timeout=1min', '60000'],
    ['-c statement_timeout=1\\ min', '60000'],
  ])('options: %s', async (options, setting) => {
    expect(await server.open({ options }).rows(SOURCE)).toEqual([[setting, 'client']])
  })

  test.each([
    ['user', { user: 'nosuch' }, 'FATAL 28000: role "nosuch" does not exist'],
    ['database', { database: 'nosuchdb' }, 'FATAL 3D000: database "nosuchdb" does not exist'],
    ['value', { options: '-c statement_timeout=abc' }, 'FATAL 22023: invalid value for parameter "statement_timeout": "abc"'],
    ['setting', { options: '-c nosuch=1' }, 'FATAL 42704: unrecognized configuration parameter "nosuch"'],
    ['argument', { options: 'statement_timeout=5' }, 'FATAL 42601: invalid command-line argument for server process: statement_timeout=5'],
    ['word', { options: '-c statement_timeout = 5' }, 'FATAL 42601: -c statement_timeout requires a value'],
    [
      'permission',
      { user: 'reader', options: '-c log_connections=on' },
      'FATAL 42501: permission denied to set parameter "log_connections"',
    ],
    ['parameter', { nosuch: 'x' }, 'FATAL 42704: unrecognized configuration parameter "nosuch"'],
  ])('a wrong %s is refused, and the next session is not', async (_what, parameters: Record<string, string>, error) => {
    const refused = server.open(parameters)
    expect((await refused.greeting).error).toBe(error)
    expect((await refused.greeting).status).toBeNull()
    expect(refused.alive).toBe(false)
    expect(server.kinds(refused)).toEqual(['session-opened', 'message-received', 'message-received', 'report', 'session-closed'])
    expect(await server.open().value('select 1')).toBe('1')
  })

  test('settings of roles and databases hold for new sessions, the nearer before the wider', async () => {
    const superuser = server.open()
    const reader = async () => (await server.open({ user: 'reader' }).rows(SOURCE))[0]
    await superuser.value('alter database lab set statement_timeout = 100')
    expect(await superuser.rows(SOURCE)).toEqual([['0', 'default']])
    expect(await reader()).toEqual(['100', 'database'])
    await superuser.value('alter role reader set statement_timeout = 200')
    expect(await reader()).toEqual(['200', 'user'])
    await superuser.value('alter role reader in database lab set statement_timeout = 300')
    expect(await reader()).toEqual(['300', 'database user'])
    const own = server.open({ user: 'reader', options: '-c statement_timeout=400' })
    expect(await own.rows(SOURCE)).toEqual([['400', 'client']])
    await own.value('set statement_timeout = 500')
    expect(await own.rows(SOURCE)).toEqual([['500', 'session']])
    await own.value('reset statement_timeout')
    expect(await own.rows(SOURCE)).toEqual([['400', 'client']])
  })

  test('a role that may not log in, and a database that may not be connected to', async () => {
    const superuser = server.open()
    await superuser.value('create role nologin')
    await superuser.value('create role limited login connection limit 1')
    await superuser.value('revoke connect on database postgres from public')
    expect((await server.open({ user: 'nologin' }).greeting).error).toBe('FATAL 28000: role "nologin" is not permitted to log in')
    expect((await server.open({ user: 'limited' }).greeting).status).toBe('I')
    expect((await server.open({ user: 'limited' }).greeting).error).toBe('FATAL 53300: too many connections for role "limited"')
    expect((await server.open({ user: 'reader', database: 'postgres' }).greeting).error).toBe(
      'FATAL 42501: permission denied for database "postgres"',
    )
    expect((await server.open({ database: 'template0' }).greeting).error).toBe(
      'FATAL 55000: database "template0" is not currently accepting connections',
    )
  })

  test('a packet that names nobody', async () => {
    expect((await server.open({ user: '' }).greeting).error).toBe('FATAL 28000: no PostgreSQL user name specified in startup packet')
  })
})
