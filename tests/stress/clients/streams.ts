/**
 * What clients say from their first byte to their last, with mistakes: bytes changed, lost, doubled, put in or cut off, and lengths that are
 * none. Whatever it is, the server has to answer or to close, and to forget the client.
 */
import { once } from 'node:events'
import { encodeFrontend } from '../../../src/wire/encode.ts'
import type { FrontendMessage } from '../../../src/wire/messages.ts'
import { Random } from '../random.ts'
import { grown } from '../suspensions/suspensions.ts'
import { Harness, type Remains } from './harness.ts'
import { noise } from './messages.ts'

/** At a time; fewer than there are slots. */
const BESIDE = 12
/** In milliseconds: a stream that ends so late, though its client has said all, is taken for a hang. */
const LONGEST = 60_000
const MISTAKES_AT_MOST = 4
const SETTLE = 300

const parameters = { user: 'reader', database: 'lab', application_name: 'mistaken', options: '-c work_mem=1MB' }
const startUp: FrontendMessage = { type: 'StartupMessage', minorVersion: 0, parameters }
const password: FrontendMessage = { type: 'PasswordMessage', password: 'reader' }
const sync: FrontendMessage = { type: 'Sync' }
const text = (value: string) => new TextEncoder().encode(value)
const query = (query: string): FrontendMessage => ({ type: 'Query', query })
const prepared = (sql: string, ...parameters: readonly (Uint8Array | null)[]): FrontendMessage[] => [
  { type: 'Parse', statement: 's', query: sql, parameterTypeOids: parameters.map(() => 25) },
  { type: 'Bind', portal: 'p', statement: 's', parameterFormats: [], parameters, resultFormats: [] },
  { type: 'Describe', target: 'portal', name: 'p' },
  { type: 'Execute', portal: 'p', rowLimit: 2 },
  { type: 'Close', target: 'statement', name: 's' },
]

const CONVERSATIONS: readonly (readonly FrontendMessage[])[] = [
  [startUp, password, query('select 1'), query('begin; select 1/0'), { type: 'Terminate' }],
  [startUp, password, ...prepared('select $1 || $2', text('a'), null), { type: 'Flush' }, sync, ...prepared('select 1'), sync],
  [
    startUp,
    password,
    query('create temp table t(a int)'),
    query('copy t from stdin'),
    { type: 'CopyData', data: text('1\n2\n') },
    { type: 'CopyDone' },
  ],
  [startUp, password, query('copy (select generate_series(1, 9)) to stdout'), { type: 'CopyFail', reason: 'enough' }, sync],
  [startUp, password, { type: 'FunctionCall', functionOid: 870, argumentFormats: [], arguments: [text('A')], resultFormat: 'text' }],
  [startUp, password, query('begin'), query('declare c cursor for select 1'), query('lock pg_class in access share mode')],
  [startUp, password, query('listen l; notify l'), query("set client_encoding = 'LATIN1'"), query("select 'é'"), { type: 'Terminate' }],
  [startUp, { type: 'SASLInitialResponse', mechanism: 'SCRAM-SHA-256', data: text('n,,n=,r=abcdefghijklmnopqrstuvwx') }],
  [{ type: 'SSLRequest' }, startUp, password, query('select 1')],
  [{ type: 'GSSENCRequest' }, { type: 'SSLRequest' }, startUp, password],
  [{ type: 'CancelRequest', pid: 100, key: new Uint8Array([0, 0, 0, 1]) }],
]

/** Lengths that messages have seldom, or may not have. */
const LENGTHS = [0, 1, 3, 4, 5, 8, 10_000, 10_001, 0x3fffffff, 0x7fffffff, -1, -0x80000000]

function mutatedStream(random: Random): Uint8Array {
  let bytes = Buffer.concat(random.pick(CONVERSATIONS).map(encodeFrontend))
  const join = (...parts: readonly Uint8Array[]) => Buffer.concat(parts)
  for (let left = random.between(1, MISTAKES_AT_MOST); left > 0; left--) {
    const at = random.between(0, bytes.length)
    const to = Math.min(bytes.length, at + random.between(1, 20))
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(to)]
    const mistake = random.weighted({ change: 6, lose: 3, double: 2, put: 2, length: 3, cut: 1 })
    if (mistake === 'change') bytes = join(before, noise(random, Math.min(1, bytes.length - at)), bytes.subarray(at + 1))
    else if (mistake === 'lose') bytes = join(before, after)
    else if (mistake === 'double') bytes = join(bytes.subarray(0, to), bytes.subarray(at))
    else if (mistake === 'put') bytes = join(before, noise(random, random.between(1, 20)), bytes.subarray(at))
    else if (mistake === 'cut') bytes = bytes.subarray(0, at)
    else if (at + 4 <= bytes.length) {
      bytes = Buffer.from(bytes)
      bytes.writeInt32BE(random.pick(LENGTHS), at)
    }
  }
  return bytes
}

/** So many from a seed, to a server that takes a password in what it is told at once. `wrong`: lines that say what is. */
export async function mistakes(seed: number, count: number): Promise<{ before: Remains; after: Remains; wrong: readonly string[] }> {
  const harness = await Harness.start('password')
  try {
    const random = new Random(seed)
    const round = async (count: number) => {
      const wrong = await sendMutatedStreams(harness, random, count)
      const witness = await harness.client()
      await witness.query('select 1')
      await witness.end()
      await harness.untilThereAre(0)
      return { wrong, remains: await harness.remains() }
    }
    // So that what is kept for clients to come is there
    const { remains: before } = await round(Math.max(SETTLE, count / 20))
    const { wrong, remains: after } = await round(count)
    const left = (['sessions', 'openFiles'] as const).filter((what) => after[what] > before[what])
    const settled = { ...after, mappings: 0 } // the pages of buffers of so many sockets come and go
    return {
      before,
      after,
      wrong: [...wrong, ...left.map((what) => `${what}: ${before[what]}, then ${after[what]}`), ...grown(before, settled)],
    }
  } finally {
    await harness.stop()
  }
}

/** Sends so many, some beside one another; tells of those of which the server does not let go. */
async function sendMutatedStreams(harness: Harness, random: Random, count: number): Promise<string[]> {
  const wrong: string[] = []
  let left = count
  const send = async () => {
    while (left-- > 0) {
      const bytes = mutatedStream(random)
      const socket = await harness.stranger()
      const closed = once(socket.resume(), 'close', { signal: AbortSignal.timeout(LONGEST) })
      // Some die instead of saying that they have said all
      if (random.chance(0.2)) socket.write(bytes, () => socket.destroy())
      else socket.end(bytes)
      await closed.catch(() => {
        wrong.push(`The server does not let go of a client that said ${Buffer.from(bytes).toString('base64')}`)
        socket.destroy()
      })
    }
  }
  await Promise.all(Array.from({ length: BESIDE }, send))
  return wrong
}
