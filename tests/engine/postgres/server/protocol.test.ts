/** Messages as clients send them: in pieces, several at once, broken ones, and clients that vanish. */
import { describe, expect, test } from 'vitest'
import { type Connection, connect } from '../../../../src/postgres/server/listener.ts'
import { encodeFrontend } from '../../../../src/wire/encode.ts'
import type { FrontendMessage } from '../../../../src/wire/messages.ts'
import { Answer } from '../client.ts'
import { serverFor, WAYS } from '../server.ts'

const bytesOf = (...messages: FrontendMessage[]) => Uint8Array.from(messages.flatMap((message) => [...encodeFrontend(message)]))
const QUERY: FrontendMessage = { type: 'Query', query: "select 'ä' as umlaut" }
const STARTUP: FrontendMessage = { type: 'StartupMessage', minorVersion: 0, parameters: { user: 'reader', database: 'lab' } }
const PASSWORD: FrontendMessage = { type: 'PasswordMessage', password: 'reader' }
/** AuthenticationCleartextPassword. */
const ASKED = Uint8Array.of('R'.charCodeAt(0), 0, 0, 0, 8, 0, 0, 0, 3)

describe.each(WAYS)('%s', (way) => {
  const server = serverFor(way)

  /** Sends bytes, and waits until the server has done what it was told. */
  async function send(connection: Connection, bytes: Uint8Array): Promise<void> {
    connection.send(bytes)
    await server.until(() => !connection.busy)
  }

  /** As a client that vanishes. */
  async function close(connection: Connection): Promise<void> {
    connection.close()
    await server.until(() => !connection.busy)
  }

  /** A connection past its greeting. */
  async function connected(): Promise<Connection> {
    const connection = connect(server.postmaster, 'localhost', 5432)
    await send(connection, bytesOf(STARTUP))
    expect(connection.receive()).toEqual(ASKED)
    await send(connection, bytesOf(PASSWORD))
    expect(Answer.of(connection.receive()!).status).toBe('I')
    return connection
  }

  test('a message may come byte by byte', async () => {
    const connection = await connected()
    for (const byte of bytesOf(QUERY)) await send(connection, Uint8Array.of(byte))
    expect(Answer.of(connection.receive()!).rows).toEqual([['ä']])
  })

  test('several messages may come in one piece', async () => {
    const connection = await connected()
    await send(connection, bytesOf(QUERY, { type: 'Query', query: 'select 2' }, { type: 'Query', query: 'select 3' }))
    expect(Answer.of(connection.receive()!).rows.flat()).toEqual(['ä', '2', '3'])
  })

  test('the start-up packet, too, may come in pieces, with what follows it', async () => {
    const connection = connect(server.postmaster, 'localhost', 5432)
    const all = bytesOf({ type: 'SSLRequest' }, STARTUP, PASSWORD, QUERY)
    for (let at = 0; at < all.length; at += 7) await send(connection, all.slice(at, at + 7))
    expect(connection.receive()).toEqual(Uint8Array.of('N'.charCodeAt(0)))
    const parts: Uint8Array[] = []
    for (let bytes = connection.receive(); bytes; bytes = connection.receive()) parts.push(bytes)
    const { types, rows } = Answer.of(Buffer.concat(parts))
    expect([types[0], rows]).toEqual(['AuthenticationCleartextPassword', [['ä']]])
  })

  test('COPY to the client', async () => {
    const session = await server.open().run('create table t(a int, b text)', "insert into t values (1, 'one'), (2, 'two')")
    const answer = await session.query('copy t to stdout')
    expect(answer.messages.flatMap((m) => (m.type === 'CopyData' ? [new TextDecoder().decode(m.data)] : []))).toEqual([
      '1\tone\n',
      '2\ttwo\n',
    ])
    expect(answer.tags).toEqual(['COPY 2'])
  })

  describe('what no client should send', () => {
    const withCode = (code: string, ...body: number[]) => Uint8Array.from([code.charCodeAt(0), 0, 0, 0, 4 + body.length, ...body])

    test.each([
      ['an unknown message', withCode('?'), 'FATAL 08P01: No message from the frontend has the code "?"'],
      ['a message that is cut short by its length', withCode('B', 0), 'ERROR 08P01: invalid string in message'],
      ['a query with no end', withCode('Q', 65, 66), 'ERROR 08P01: invalid string in message'],
      [
        'a Sync that is to be long',
        Uint8Array.of(83, 1, 0, 0, 0),
        'FATAL 08P01: A message with the code "S" cannot have the length 16777216',
      ],
      ['a length that cannot be', Uint8Array.of(81, 0, 0, 0, 1), 'FATAL 08P01: A message cannot have the length 1'],
    ])('%s: a protocol error, and the server lives', async (_what, bytes, error) => {
      const witness = await server.open().run('begin')
      const connection = await connected()
      await send(connection, bytes)
      expect(Answer.of(connection.receive()!).error).toBe(error)
      await send(connection, bytesOf({ type: 'Sync' }, QUERY))
      if (error.startsWith('FATAL')) expect([connection.readable, connection.receive()]).toEqual([true, null])
      else expect(Answer.of(connection.receive()!).rows).toEqual([['ä']])
      await close(connection)
      expect((await witness.query('select 1')).status).toBe('T')
      expect(server.postmaster.sessions).toHaveLength(1)
    })

    test.each([
      ['protocol 2', Uint8Array.of(0, 0, 0, 8, 0, 2, 0, 0), 'FATAL 0A000: unsupported frontend protocol 2.0: server supports 3.0 to 3.2'],
      [
        'a packet without end',
        Uint8Array.of(0, 0, 0, 14, 0, 3, 0, 0, 117, 115, 101, 114, 0, 120),
        'FATAL 08P01: No zero byte ends a parameter value',
      ],
    ])('%s is turned away', async (_what, bytes, error) => {
      const connection = connect(server.postmaster, 'localhost', 5432)
      await send(connection, bytes)
      expect(Answer.of(connection.receive()!).error).toBe(error)
      expect([connection.readable, connection.receive()]).toEqual([true, null])
      await close(connection)
      expect(await server.open().value('select 1')).toBe('1')
    })

    test.each([
      ['a web browser', new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n')],
      ['a packet that is too long', Uint8Array.of(0, 0, 0x27, 0x15, 0, 3, 0, 0)],
      ['a packet that is too short', Uint8Array.of(0, 0, 0, 7, 0, 3, 0)],
      ['a cancel request without a key', Uint8Array.of(0, 0, 0, 12, 0x04, 0xd2, 0x16, 0x2e, 0, 0, 0, 1)],
    ])('%s is turned away without a word', async (_what, bytes) => {
      const connection = connect(server.postmaster, 'localhost', 5432)
      await send(connection, bytes)
      expect([connection.readable, connection.receive()]).toEqual([true, null])
      await close(connection)
      expect(await server.open().value('select 1')).toBe('1')
    })
  })

  describe('a client that vanishes', () => {
    test.each([
      ['before it has said anything', Uint8Array.of()],
      ['inside the start-up packet', bytesOf(STARTUP).slice(0, 11)],
    ])('%s leaves nothing', async (_when, bytes) => {
      const connection = connect(server.postmaster, 'localhost', 5432)
      await send(connection, bytes)
      await close(connection)
      expect(server.postmaster.sessions).toEqual([])
      expect(server.events).toEqual([])
    })

    test.each([
      ['when idle', bytesOf()],
      ['inside a message', bytesOf(QUERY).slice(0, 9)],
      ['before Sync', bytesOf({ type: 'Parse', statement: '', query: 'select 1', parameterTypeOids: [] })],
    ])('%s ends its session, and no other', async (_when, bytes) => {
      const connection = await connected()
      await send(connection, bytes)
      const { pid } = connection
      await close(connection)
      expect(server.postmaster.sessions.map(({ process }) => process.pid)).not.toContain(pid)
      expect(server.events.filter((event) => event.kind === 'session-closed' && event.session === pid)).toMatchObject([{ reason: 'fatal' }])
      await close(connection) // closing twice is harmless
      expect(await server.open().value('select 1')).toBe('1')
    })
  })
})
