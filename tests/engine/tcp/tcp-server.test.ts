/** The server for clients over TCP: node-pg, and sockets that break the rules. */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildServer, serverParts } from '../../../src/integrations/sessions-for-pglite/build.ts'
import { withMethod } from '../../../src/postgres/server/host-based-authentication.ts'
import { Postmaster } from '../../../src/postgres/server/postmaster.ts'
import { HostClock } from '../../../src/scheduling/clock.ts'
import { CooperativeScheduler } from '../../../src/scheduling/cooperative-scheduler.ts'
import { TcpServer } from '../../../src/tcp/tcp-server.ts'
import { decodeBackend } from '../../../src/wire/decode-backend.ts'
import { encodeFrontend } from '../../../src/wire/encode.ts'

const clock = new HostClock(Number.POSITIVE_INFINITY)
let postmaster: Postmaster
let server: TcpServer

beforeAll(async () => {
  const parts = await serverParts(await buildServer())
  const scheduler = new CooperativeScheduler(clock)
  postmaster = await Postmaster.start({ ...parts, cluster: withMethod(parts.cluster, 'scram-sha-256'), scheduler })
  server = new TcpServer(postmaster, clock)
  await server.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => server.close())

const options = () => ({ host: '127.0.0.1', port: server.port!, user: 'reader', password: 'reader', database: 'lab' })
async function client(): Promise<pg.Client> {
  const made = new pg.Client(options())
  await made.connect()
  return made
}
const streamOf = (of: pg.Client) => (of as unknown as { connection: { stream: Socket } }).connection.stream
const sessions = () => postmaster.sessions.length
/** A client's goodbye arrives some events after it has been sent. */
async function untilThereAre(count: number): Promise<void> {
  while (sessions() !== count) await new Promise((resolve) => setImmediate(resolve))
}

test('eight clients at once each have a session of their own, and leave none behind', async () => {
  const pool = new pg.Pool({ ...options(), max: 8 })
  await pool.query('create table visits(pid int)')
  await Promise.all(Array.from({ length: 40 }, () => pool.query('insert into visits select pg_backend_pid() from pg_sleep(0.01)')))
  const { rows } = await pool.query('select count(*)::int as visits, count(distinct pid)::int as pids from visits')
  expect(rows).toEqual([{ visits: 40, pids: 8 }])
  await pool.end()
  await untilThereAre(0)
})

test('a statement is cancelled over a connection of its own', async () => {
  const [one, other] = [await client(), await client()]
  const { rows } = await one.query<{ pid: number }>('select pg_backend_pid() as pid')
  const sleeping = one.query('select pg_sleep(1000000)').catch((error: Error) => error.message)
  await other.query('select pg_cancel_backend($1)', [rows[0]!.pid])
  expect(await sleeping).toBe('canceling statement due to user request')
  await Promise.all([one.end(), other.end()])
})

test('a client that waits for a lock goes on when the other commits', async () => {
  const [one, other] = [await client(), await client()]
  await one.query('create table queue(a int)')
  await one.query('begin; lock table queue')
  const order: string[] = []
  const waits = other.query('insert into queue values (1)').then(() => order.push('waited'))
  await one.query('select 1')
  order.push('commit')
  await one.query('commit')
  await waits
  expect(order).toEqual(['commit', 'waited'])
  await Promise.all([one.end(), other.end()])
})

test('one client too many is told so, and a slot that was left can be had again', async () => {
  const clients = await Promise.all(Array.from({ length: 17 }, client)) // 20, of which superusers keep three
  await expect(client()).rejects.toThrow('remaining connection slots are reserved')
  await clients.pop()!.end()
  await untilThereAre(16)
  clients.push(await client())
  await Promise.all(clients.map((each) => each.end()))
  await untilThereAre(0)
})

test('a client that does not read holds up its own session only', async () => {
  const greedy = await client()
  const stream = streamOf(greedy)
  const large = greedy.query("select repeat('x', 1000000) from generate_series(1, 60)")
  stream.pause()
  const witness = await client()
  const waiting = async () =>
    (await witness.query("select count(*)::int as n from pg_stat_activity where wait_event = 'ClientWrite'")).rows[0].n as number
  while ((await waiting()) === 0);
  expect(await waiting()).toBe(1)
  stream.resume()
  expect((await large).rows).toHaveLength(60)
  await Promise.all([greedy.end(), witness.end()])
})

test('a client that is killed in a transaction leaves nothing', async () => {
  const [killed, witness] = [await client(), await client()]
  killed.on('error', () => {})
  await witness.query('create table kept(a int)')
  await killed.query('begin; insert into kept values (1)')
  streamOf(killed).destroy()
  await untilThereAre(1)
  expect((await witness.query('select * from kept')).rows).toEqual([])
  await witness.end()
})

test('a client that has said all may still read what comes of it', async () => {
  const half = await client()
  half.on('error', () => {}) // it calls that end unexpected
  const slow = half.query("select repeat('x', 100000) from generate_series(1, 60)")
  streamOf(half).end()
  expect((await slow).rows).toHaveLength(60)
  await untilThereAre(0)
})

test('a client that dies while there is no room either way is noticed', async () => {
  const [deaf, witness] = [await client(), await client()]
  deaf.on('error', () => {})
  const stream = streamOf(deaf)
  stream.pause()
  const message = encodeFrontend({
    type: 'Query',
    query: `select repeat('x', 1000000) from generate_series(1, 60) -- ${'y'.repeat(5_000_000)}`,
  })
  for (let i = 0; i < 4; i++) stream.write(message)
  while ((await witness.query("select from pg_stat_activity where wait_event = 'ClientWrite'")).rowCount === 0);
  stream.destroy()
  await untilThereAre(1)
  await witness.end()
})

describe('authentication_timeout', () => {
  const set = async (sql: string) => {
    const admin = new pg.Client({ ...options(), user: 'postgres', password: 'postgres' })
    await admin.connect()
    await admin.query(sql)
    await admin.query('select pg_reload_conf()')
    await admin.end()
  }
  test.each([
    ['says nothing', Uint8Array.of()],
    ['begins a start-up packet', Uint8Array.of(0, 0)],
    ['does not answer', encodeFrontend({ type: 'StartupMessage', minorVersion: 0, parameters: { user: 'reader', database: 'lab' } })],
  ])('ends a client that %s, though the clock passes over all other limits', async (_what, bytes) => {
    await set("alter system set authentication_timeout = '1s'")
    const began = performance.now()
    const silent = connect(server.port!, '127.0.0.1')
    silent.write(bytes)
    silent.resume()
    const sleeping = client().then(async (sleeper) => {
      await sleeper.query('select pg_sleep(1000000)')
      await sleeper.end()
    })
    await once(silent, 'close')
    expect(performance.now() - began).toBeGreaterThan(900)
    await sleeping
    await set('alter system reset authentication_timeout')
  })
})

test('PostgreSQL itself asks for the password, by SCRAM', async () => {
  const socket = connect(server.port!, '127.0.0.1')
  socket.write(encodeFrontend({ type: 'StartupMessage', minorVersion: 0, parameters: { user: 'reader', database: 'lab' } }))
  const [asked] = await once(socket, 'data')
  expect(decodeBackend(asked)).toEqual({ type: 'AuthenticationSASL', mechanisms: ['SCRAM-SHA-256'] })
  socket.write(encodeFrontend({ type: 'PasswordMessage', password: 'reader' }))
  const [refused] = await once(socket, 'data')
  expect(decodeBackend(refused)).toMatchObject({ type: 'ErrorResponse', fields: { code: '08P01' } })
  await once(socket, 'close')
})

test('what is no start-up packet ends the connection, and no other', async () => {
  const witness = await client()
  const socket = connect(server.port!, '127.0.0.1')
  socket.end(Buffer.from('GET / HTTP/1.1\r\nHost: example.org\r\n\r\n'))
  socket.resume()
  await once(socket, 'close')
  expect((await witness.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  await witness.end()
})

test('the server closes a connection that it has ended, even if the client does not', async () => {
  const local = new TcpServer(postmaster, clock)
  await local.listen({ host: '127.0.0.1', port: 0 })
  const socket = connect({ host: '127.0.0.1', port: local.port!, allowHalfOpen: true })
  socket.on('error', () => {})
  socket.write(Buffer.from('GET / HTTP/1.1\r\n\r\n'))
  socket.resume()
  await once(socket, 'end')
  await local.close() // resolves when no connection is left
  socket.destroy()
})

test('a port that is taken, and a folder that is not there, are errors', async () => {
  await expect(new TcpServer(postmaster, clock).listen({ host: '127.0.0.1', port: server.port! })).rejects.toThrow('EADDRINUSE')
  await expect(new TcpServer(postmaster, clock).listen({ path: '/nosuchfolder/.s.PGSQL.5432' })).rejects.toThrow(/ENOENT|EACCES/)
})

test('a Unix socket serves as well', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lab-'))
  const local = new TcpServer(postmaster, clock)
  await local.listen({ path: path.join(folder, '.s.PGSQL.5432') })
  const one = new pg.Client({ ...options(), host: folder, port: 5432 })
  await one.connect()
  expect((await one.query('select current_user')).rows).toEqual([{ current_user: 'reader' }])
  await one.end()
  await local.close()
  await rm(folder, { recursive: true })
})
