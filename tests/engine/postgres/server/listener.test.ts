/** Which addresses answer, who is asked for a password, and what connections say of themselves. */
import { describe, expect, test } from 'vitest'
import { type Connection, connect, NetworkError, resolve } from '../../../../src/postgres/server/listener.ts'
import { encodeFrontend } from '../../../../src/wire/encode.ts'
import type { FrontendMessage } from '../../../../src/wire/messages.ts'
import { Answer } from '../client.ts'
import { serverFor, WAYS } from '../server.ts'

const receive = (connection: Connection) => Answer.of(connection.receive()!)

const startUp = (user: string, database = 'lab'): FrontendMessage => ({
  type: 'StartupMessage',
  minorVersion: 0,
  parameters: { user, database },
})

describe.each(WAYS)('%s', (way) => {
  const server = serverFor(way)

  /** Sends, and waits until the server has done what it was told. */
  async function send(connection: Connection, message: FrontendMessage): Promise<void> {
    connection.send(encodeFrontend(message))
    await server.until(() => !connection.busy)
  }
  async function logIn(user = 'reader', password = user): Promise<Connection> {
    const connection = connect(server.postmaster, 'localhost', 5432)
    await send(connection, startUp(user))
    expect(receive(connection).messages).toEqual([{ type: 'AuthenticationCleartextPassword' }])
    await send(connection, { type: 'PasswordMessage', password })
    return connection
  }

  describe('addresses', () => {
    test.each(['localhost', '127.0.0.1', '::1'])('%s is this machine', (host) => {
      expect(connect(server.postmaster, host, 5432).pid).toBeNull()
    })

    test.each([
      ['localhost', 5433, 'ECONNREFUSED'],
      ['127.0.0.1', 1, 'ECONNREFUSED'],
      ['/var/run/postgresql', 5432, 'ENOENT'],
      ['10.0.0.1', 5432, 'ETIMEDOUT'],
      ['fe80::1', 5432, 'ETIMEDOUT'],
      ['constructor', 5432, 'ETIMEDOUT'],
    ])('%s:%d answers %s', (host, port, code) => {
      const attempt = () => connect(server.postmaster, host, port)
      expect(attempt).toThrow(NetworkError)
      expect(attempt).toThrow(expect.objectContaining({ code }))
    })

    test('names are looked up', () => {
      expect(['localhost', '::1', '10.0.0.1', 'fe80::1'].map(resolve)).toEqual(['127.0.0.1', '::1', '10.0.0.1', 'fe80::1'])
      expect(['example.com', 'constructor', '__proto__', ''].map(resolve)).toEqual([null, null, null, null])
    })
  })

  describe('passwords', () => {
    test.each(['reader', 'postgres'])('%s gets in with the right one', async (user) => {
      const connection = await logIn(user)
      expect(receive(connection).status).toBe('I')
      expect(connection.pid).toBe(101)
    })

    test.each([
      ['a wrong password', { type: 'PasswordMessage', password: 'READER' }, '28P01: password authentication failed for user "reader"'],
      ['an empty password', { type: 'PasswordMessage', password: '' }, '28P01: empty password returned by client'],
      ['something else instead', { type: 'Query', query: 'select 1' }, '08P01: expected password response, got message type 81'],
    ] as const)('%s is refused by PostgreSQL', async (_what, message, error) => {
      const connection = connect(server.postmaster, 'localhost', 5432)
      await send(connection, startUp('reader'))
      connection.receive()
      await send(connection, message)
      expect(receive(connection).error).toBe(`FATAL ${error}`)
      await send(connection, startUp('reader'))
      expect(connection.receive()).toBeNull()
    })

    // As a server with scram-sha-256 says: who knows no password learns nothing of roles and databases
    test.each([
      ['nosuch', 'x', 'lab', '28P01: password authentication failed for user "nosuch"'],
      ['__proto__', 'x', 'lab', '28P01: password authentication failed for user "__proto__"'],
      ['nopass', 'x', 'lab', '28P01: password authentication failed for user "nopass"'],
      ['expired', 'x', 'lab', '28P01: password authentication failed for user "expired"'],
      ['nologin', 'y', 'lab', '28P01: password authentication failed for user "nologin"'],
      ['nologin', 'x', 'lab', '28000: role "nologin" is not permitted to log in'],
      ['own', 'y', 'nodb', '28P01: password authentication failed for user "own"'],
      ['own', 'x', 'nodb', '3D000: database "nodb" does not exist'],
      ['own', 'x', 'closed', '55000: database "closed" is not currently accepting connections'],
      ['own', 'x', 'private', '42501: permission denied for database "private"'],
      ['limited', 'x', 'lab', '53300: too many connections for role "limited"'],
      ['own', 'x', 'lab', null],
    ])('%s with %s to %s', async (user, password, database, error) => {
      await server
        .open()
        .run(
          "create role own login password 'x'",
          "create role nologin password 'x'",
          'create role nopass login',
          "create role expired login password 'x' valid until '2000-01-01'",
          "create role limited login password 'x' connection limit 0",
          'create database closed allow_connections false',
          'create database private',
          'revoke connect on database private from public',
        )
      const connection = connect(server.postmaster, 'localhost', 5432)
      await send(connection, startUp(user, database))
      connection.receive()
      await send(connection, { type: 'PasswordMessage', password })
      expect(receive(connection).error).toBe(error && `FATAL ${error}`)
    })
  })

  test.each(['SSLRequest', 'GSSENCRequest'] as const)('%s is answered with no, and the client may go on without', async (type) => {
    const connection = connect(server.postmaster, 'localhost', 5432)
    await send(connection, { type })
    expect(connection.receive()).toEqual(Uint8Array.of('N'.charCodeAt(0)))
    await send(connection, startUp('reader'))
    expect(receive(connection).messages).toEqual([{ type: 'AuthenticationCleartextPassword' }])
  })

  test('a CancelRequest is taken without a word, and its connection is closed', async () => {
    const connection = connect(server.postmaster, 'localhost', 5432)
    await send(connection, { type: 'CancelRequest', pid: 101, key: Uint8Array.of(1, 2, 3, 4) })
    expect(connection.receive()).toBeNull()
  })

  describe('waiting for the server', () => {
    test('a connection is readable when there is something, and at the end', async () => {
      const connection = await logIn()
      expect(connection.readable).toBe(true)
      connection.receive()
      expect(connection.readable).toBe(false)
      await send(connection, { type: 'Query', query: "set idle_session_timeout = '3s'" })
      connection.receive()
      const waits = await Array.fromAsync([1000, 1000, 5000], async (wait) => {
        const took = await server.time(() => server.until(() => connection.readable, server.clock.now() + wait))
        return [connection.readable, took]
      })
      expect(waits).toEqual([
        [false, 1000],
        [false, 1000],
        [true, 1000],
      ])
      expect(receive(connection).error).toBe('FATAL 57P05: terminating connection due to idle-session timeout')
      expect(connection.readable).toBe(true) // the end of the stream
      expect(connection.receive()).toBeNull()
    })

    test('who waits for what can never come is told so', async () => {
      const connection = await logIn()
      connection.receive()
      expect(await server.until(() => connection.readable)).toBe(false)
      await send(connection, { type: 'Query', query: 'select 1' })
      expect(receive(connection).rows).toEqual([['1']])
    })

    test('what comes after the end of the session is dropped', async () => {
      const connection = await logIn()
      connection.receive()
      await server.open().run(`select pg_terminate_backend(${connection.pid})`)
      await send(connection, { type: 'Query', query: 'create table never()' })
      expect(receive(connection).error).toMatch(/^FATAL 57P01/)
      expect(connection.receive()).toBeNull()
      connection.close()
      expect((await server.open().query('select * from never')).fields?.code).toBe('42P01')
    })
  })

  test('there is always room where a wait blocks, and otherwise for some megabytes', async () => {
    const connection = await logIn()
    expect([connection.room(10_000_000), connection.isWritable]).toEqual([way === 'blocking' ? 10_000_000 : 4_000_000, true])
  })
})

// PostgreSQL itself asks, and waits for the answer
describe('logging in', () => {
  const server = serverFor('suspending')
  const ask = async (): Promise<Connection> => {
    const connection = connect(server.postmaster, 'localhost', 5432)
    connection.send(encodeFrontend(startUp('reader')))
    await server.until(() => connection.readable)
    expect(receive(connection).types).toEqual(['AuthenticationCleartextPassword'])
    return connection
  }

  test('authentication_timeout ends a client that does not answer, without a word', async () => {
    const began = server.clock.now()
    const [connection, witness] = [await ask(), server.open()]
    await server.until(() => connection.readable)
    expect(server.clock.now() - began).toBeCloseTo(60_000, -1)
    expect(connection.receive()).toBeNull()
    expect(server.log).toContainEqual(expect.stringContaining('FATAL:  canceling authentication due to timeout'))
    expect(await witness.value('select 1')).toBe('1')
  })

  test('a client that goes instead of answering leaves nothing', async () => {
    const connection = await ask()
    expect(server.postmaster.sessions).toHaveLength(1)
    connection.close()
    await server.until(() => server.postmaster.sessions.length === 0)
  })

  test('an answer that is too long ends the connection before it is whole', async () => {
    const connection = await ask()
    connection.send(encodeFrontend({ type: 'PasswordMessage', password: 'x'.repeat(70_000) }).subarray(0, 69_000))
    await server.until(() => server.postmaster.sessions.length === 0)
    expect([connection.readable, connection.receive()]).toEqual([true, null])
  })

  test('others go on meanwhile, and a shutdown does not wait for it', async () => {
    const [connection, witness] = [await ask(), server.open()]
    expect(await witness.value("select wait_event from pg_stat_activity where state = 'starting'")).toBe('ClientRead')
    await server.shutDown()
    expect([connection.readable, connection.receive()]).toEqual([true, null])
    await server.start()
  })

  test('what the client sends behind its password is executed after it', async () => {
    const connection = connect(server.postmaster, 'localhost', 5432)
    const messages = [startUp('reader'), { type: 'PasswordMessage', password: 'reader' }, { type: 'Query', query: 'select 1/0' }] as const
    for (const message of messages) connection.send(encodeFrontend(message))
    await server.until(() => server.postmaster.sessions[0]?.started === true && !connection.busy)
    const answer = Answer.of(Buffer.concat([...iterate(connection)]))
    expect([answer.error, answer.status]).toEqual(['ERROR 22012: division by zero', 'I'])
  })

  function* iterate(connection: Connection): Generator<Uint8Array> {
    for (let bytes = connection.receive(); bytes; bytes = connection.receive()) yield bytes
  }
})

// As Linux and a PostgreSQL 18 did over TCP
describe('the room for what has not been read yet', () => {
  const server = serverFor('suspending')
  const query = (sql: string) => encodeFrontend({ type: 'Query', query: sql })

  async function logIn(): Promise<Connection> {
    const connection = connect(server.postmaster, 'localhost', 5432)
    connection.send(encodeFrontend(startUp('reader')))
    connection.send(encodeFrontend({ type: 'PasswordMessage', password: 'reader' }))
    await server.until(() => !connection.busy)
    while (connection.receive());
    return connection
  }
  /** Sends what there is room for; how much that was. */
  function offer(connection: Connection, bytes: Uint8Array): number {
    const room = connection.room(bytes.length)
    connection.send(bytes.subarray(0, room))
    return room
  }

  test('a backend that waits for its client reads the beginning of a message, when it has its turn', async () => {
    const connection = await logIn()
    const message = query(`select length('${'x'.repeat(7_000_000)}')`)
    const sent = [offer(connection, message)]
    expect([sent[0], connection.isWritable]).toEqual([4_000_000, false])
    sent.push(offer(connection, message.subarray(sent[0])), offer(connection, message.subarray(sent[0])))
    expect(sent).toEqual([4_000_000, 0, 250_000]) // a second attempt finds a little more
    expect(await server.until(() => connection.isWritable)).toBe(true)
    expect(offer(connection, message.subarray(4_250_000))).toBe(message.length - 4_250_000)
    await server.until(() => !connection.busy)
    expect(receive(connection).rows).toEqual([['7000000']])
  })

  test('one that is busy reads nothing', async () => {
    const connection = await logIn()
    connection.send(query('select pg_sleep(1)'))
    const message = query(`select length('${'x'.repeat(2_000_000)}')`)
    expect([1, 2, 3].map(() => offer(connection, message))).toEqual([message.length, 4_000_000 - message.length, 0])
    expect(await server.time(() => server.until(() => connection.isWritable))).toBeGreaterThanOrEqual(1000)
  })

  test('one that ends makes room for everything', async () => {
    const connection = await logIn()
    connection.send(query('select pg_sleep(1)'))
    while (offer(connection, query(`select '${'x'.repeat(1_000_000)}'`)) > 0);
    await server.open().run(`select pg_terminate_backend(${connection.pid})`)
    expect(await server.time(() => server.until(() => connection.isWritable))).toBe(0)
    expect(connection.room(10_000_000)).toBe(10_000_000)
  })
})
