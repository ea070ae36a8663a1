/**
 * Clients that trouble a server: garbage, floods, half messages, too many at once, clients that die at the worst moment, that never read and
 * never speak. Each must get what PostgreSQL would give it; others go on; and nothing is left behind.
 */
import { once } from 'node:events'
import type { Socket } from 'node:net'
import type pg from 'pg'
import { DatabaseError } from 'pg'
import { encodeFrontend } from '../../../src/wire/encode.ts'
import { Random } from '../random.ts'
import { grown } from '../suspensions/suspensions.ts'
import { Harness, type Remains } from './harness.ts'
import { noise, randomMessage } from './messages.ts'

export interface Size {
  readonly seed: number
  /** Random messages of clients that have logged in. */
  readonly messages: number
  /** Clients that connect at once; more than there are slots. */
  readonly crowd: number
  /** In bytes, of a client that dies in the middle of its result. */
  readonly result: number
}

export interface Report {
  readonly before: Remains
  readonly after: Remains
  /** How often the server ended a session because of a random message. */
  readonly ended: number
  /** Lines that say what is wrong. */
  readonly wrong: readonly string[]
}

/** max_connections. */
const SLOTS = 20
const LONGEST_BATCH = 100

const query = (sql: string) => encodeFrontend({ type: 'Query', query: sql })
const startUp = encodeFrontend({ type: 'StartupMessage', minorVersion: 0, parameters: { user: 'reader', database: 'lab' } })

export async function trouble(size: Size): Promise<Report> {
  const harness = await Harness.start()
  try {
    // As many sessions at once as there will ever be, and each kind of trouble, so that what is kept for the next ones is there
    await troubleOnce(harness, { ...size, messages: Math.max(200, size.messages / 20) })
    const before = await harness.remains()
    const { wrong, ended } = await troubleOnce(harness, size)
    const after = await harness.remains()
    const settled = { ...after, mappings: 0 } // the pages of buffers of so many sockets come and go
    const left = (['sessions', 'openFiles'] as const).filter((what) => after[what] > before[what])
    return {
      before,
      after,
      ended,
      wrong: [...wrong, ...left.map((what) => `${what}: ${before[what]}, then ${after[what]}`), ...grown(before, settled)],
    }
  } finally {
    await harness.stop()
  }
}

async function troubleOnce(harness: Harness, size: Size): Promise<Pick<Report, 'wrong' | 'ended'>> {
  const random = new Random(size.seed)
  const wrong: string[] = []
  let ended = 0
  const witness = await harness.client()
  const troubles: Readonly<Record<string, () => Promise<void>>> = {
    garbage: () => garbage(harness, random),
    'a flood': () => flood(harness, witness, size.result / 5),
    'half messages': () => halfMessages(harness),
    'random messages': async () => {
      ended = await randomMessages(harness, random, size.messages)
    },
    'a crowd': () => crowd(harness, size.crowd),
    'a client that dies in a transaction': () => deathIn(harness, "begin; insert into kept values (1); select 'in'"),
    'a client that dies in COPY': () => deathIn(harness, 'copy kept from stdin'),
    'a client that dies in a large result': () =>
      deathIn(harness, `select repeat('x', 1000000) from generate_series(1, ${size.result / 1e6})`),
    'clients that never read': () => deaf(harness, size.crowd / 2),
    'clients that never speak': () => silent(harness, size.crowd / 2),
  }
  await witness.query('create table kept(a int)')
  for (const [what, cause] of Object.entries(troubles)) {
    try {
      await cause()
      await harness.untilThereAre(1)
      const { rows } = await witness.query('select count(*)::int as kept from kept')
      if (rows[0].kept !== 0) wrong.push(`${what}: ${rows[0].kept} rows were committed`)
    } catch (error) {
      wrong.push(`${what}: ${(error as Error).message}`)
    }
  }
  await witness.query('drop table kept')
  await witness.end()
  await harness.untilThereAre(0)
  return { wrong, ended }
}

/** Bytes that are no start-up packet, or begin as one: the server closes each connection, or waits for more. */
async function garbage(harness: Harness, random: Random): Promise<void> {
  for (let i = 0; i < 30; i++) {
    const socket = await harness.stranger()
    socket.resume()
    const bytes = noise(random, random.between(1, 20_000))
    if (random.chance(0.5)) new DataView(bytes.buffer).setUint32(0, random.between(0, 12_000))
    socket.end(bytes)
    await once(socket, 'close')
  }
}

/** A long message: the server reads it as fast as it can, answers others meanwhile, and says what is wrong with it. */
async function flood(harness: Harness, witness: pg.Client, length: number): Promise<void> {
  const socket = await harness.loggedIn()
  const answered = hasAnswered(socket, 'invalid string in message')
  socket.write(query('').subarray(0, 1))
  socket.write(new Uint8Array(new Uint32Array([4 + length]).buffer).reverse())
  const chunk = Buffer.alloc(100_000, ' ')
  for (let sent = 0; sent < length; sent += chunk.length) {
    if (!socket.write(chunk)) await once(socket, 'drain')
    await witness.query('select 1')
  }
  if (!(await answered)) throw new Error('the connection was closed')
  socket.destroy()
}

/** What a client says when it has logged in, cut off at every place, by an end of what it says and by its death. */
async function halfMessages(harness: Harness): Promise<void> {
  const message = query('insert into kept values (1)')
  for (let length = 1; length < message.length; length += 11)
    for (const leave of ['end', 'destroy'] as const) {
      const socket = await harness.loggedIn()
      socket.resume()
      socket.write(message.subarray(0, length), () => socket[leave]())
      await once(socket, 'close')
    }
}

/** In batches, each followed by what brings any session back to where it takes a query. Returns how many sessions did not survive them. */
async function randomMessages(harness: Harness, random: Random, count: number): Promise<number> {
  let ended = 0
  let socket: Socket | null = null
  for (let sent = 0, batch = 0; sent < count; batch++) {
    socket ??= await harness.loggedIn()
    const mark = `batch ${batch}.`
    const messages: Uint8Array[] = []
    for (let left = random.between(1, LONGEST_BATCH); left > 0; left--, sent++) messages.push(randomMessage(random))
    messages.push(
      encodeFrontend({ type: 'CopyFail', reason: '' }),
      encodeFrontend({ type: 'Sync' }),
      query('rollback'),
      query(`select '${mark}'`),
    )
    const answered = hasAnswered(socket, mark)
    socket.write(Buffer.concat(messages))
    if (await answered) continue
    ended++
    socket = null
  }
  socket?.destroy()
  return ended
}

/** Whether `text` comes before the end of the stream. */
function hasAnswered(socket: Socket, text: string): Promise<boolean> {
  return new Promise((resolve) => {
    let last = ''
    const settle = (found: boolean) => {
      socket.off('data', look).off('close', close)
      resolve(found)
    }
    const look = (bytes: Buffer) => {
      last = last.slice(-text.length) + bytes.toString('latin1')
      if (last.includes(text)) settle(true)
    }
    const close = () => settle(false)
    socket.on('data', look).on('close', close)
    if (socket.destroyed) settle(false)
  })
}

/** As many as there are slots get in; the others hear that there are too many. */
async function crowd(harness: Harness, count: number): Promise<void> {
  const outcomes = await Promise.allSettled(Array.from({ length: count }, () => harness.client('postgres')))
  const clients = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
  const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as Error] : []))
  await Promise.all(clients.map((client) => client.end()))
  const odd = refusals.find((reason) => !(reason instanceof DatabaseError && reason.code === '53300'))
  if (odd) throw odd
  const other = refusals.find(({ message }) => message !== 'sorry, too many clients already')
  if (other) throw other
  if (clients.length !== SLOTS - 1) throw new Error(`${clients.length} got in beside the witness, not ${SLOTS - 1}`)
}

/** A client that is killed when the server has begun to answer. */
async function deathIn(harness: Harness, sql: string): Promise<void> {
  const socket = await harness.loggedIn()
  socket.write(query(sql))
  await once(socket, 'data')
  socket.pause()
  socket.destroy()
}

/** All slots are taken by clients that do not read their results; those that come then do not even read that there are too many. */
async function deaf(harness: Harness, count: number): Promise<void> {
  const sockets: Socket[] = []
  // Superusers have the last three slots, and the witness has one
  for (let i = 0; i < SLOTS - 4; i++) {
    const socket = await harness.loggedIn()
    socket.pause()
    socket.write(query("select repeat('x', 1000000) from generate_series(1, 12)"))
    sockets.push(socket)
  }
  const admin = await harness.client('postgres')
  while ((await admin.query("select from pg_stat_activity where wait_event = 'ClientWrite'")).rowCount !== sockets.length);
  await admin.end()
  for (let i = sockets.length; i < count; i++) {
    const socket = await harness.stranger()
    socket.pause()
    socket.write(startUp)
    sockets.push(socket)
  }
  for (const socket of sockets) socket.destroy()
}

/** Connections that say nothing take no slot, and authentication_timeout ends them. */
async function silent(harness: Harness, count: number): Promise<void> {
  const admin = await harness.client('postgres')
  await admin.query("alter system set authentication_timeout = '1s'")
  await admin.query('select pg_reload_conf()')
  await admin.query('select 1')
  const sockets = await Promise.all(Array.from({ length: count }, () => harness.stranger()))
  const ends = sockets.map((socket) => once(socket.resume(), 'close'))
  const other = await harness.client()
  await other.query('select 1')
  await other.end()
  await Promise.all(ends)
  await admin.query('alter system reset authentication_timeout')
  await admin.query('select pg_reload_conf()')
  await admin.end()
}
