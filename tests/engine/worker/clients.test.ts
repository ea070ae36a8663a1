/** The page's own connections to the server of an engine: before, beside and after a program. */
import { afterEach, describe, expect, test } from 'vitest'
import { createEngine } from '../../../src/cli/engine-in-node.ts'
import type { RunEvent } from '../../../src/messages/event.ts'
import type { ServerMessage } from '../../../src/messages/run.ts'
import { Client } from '../../../src/playground/psql/client.ts'

const engine = await createEngine()
let last = 0
const listeners = new Map<number, { received(bytes: Uint8Array): void; disconnected(): void }>()
engine.clients.onMessage = (message: ServerMessage) => {
  const listener = listeners.get(message.connection)!
  // As a message comes: later
  setImmediate(() => (message.type === 'received' ? listener.received(message.bytes) : listener.disconnected()))
}

/** As the page does. `most`: after so many pieces it does not ask for more. */
function connect({ user = 'reader', isHidden = false, most = Number.POSITIVE_INFINITY } = {}): Client {
  let pieces = 0
  return new Client(
    (listener) => {
      const connection = ++last
      listeners.set(connection, listener)
      engine.clients.receive({ type: 'connect', connection, isHidden })
      return {
        send: (bytes) => engine.clients.receive({ type: 'send', connection, bytes }),
        receive: () => pieces++ < most && engine.clients.receive({ type: 'receive', connection }),
        close: () => engine.clients.receive({ type: 'disconnect', connection }),
      }
    },
    { user, database: 'lab', applicationName: 'a test' },
    () => {},
  )
}

async function ask(client: Client, sql: string): Promise<string> {
  if (!client.isOpen) throw new Error('The session has ended.')
  const said: string[] = []
  await client.execute(sql, (message) => {
    if (message.type === 'DataRow') said.push(message.values.map((value) => value && new TextDecoder().decode(value)).join())
    if (message.type === 'ErrorResponse') said.push(message.fields.message)
  })
  return said.join(' ')
}

const run = (code: string, event?: (event: RunEvent) => void) =>
  engine.run({ code, fileName: 'main.py', setup: null, clock: 'real' }, event && { event })

afterEach(() => engine.reset())

test('a client logs in with its password, is answered, and leaves', async () => {
  const client = connect()
  expect(await client.opened).toBe(true)
  expect(await ask(client, 'select current_user; select 1 / 0')).toBe('reader division by zero')
  client.close()
  expect(engine.clients.isEmpty).toBe(true)
  expect(engine.postmaster.sessions).toEqual([])
})

test('a client whom the server refuses is told why', async () => {
  const refused = await connect({ user: 'nobody' }).opened
  expect(refused).toMatchObject({ refused: { severity: 'FATAL', message: 'empty password returned by client' } })
})

test('a client is answered while Python computes, and while a query does', async () => {
  const client = connect()
  await client.opened
  for (const busy of ['while not stop: sum(range(100))', 'cur.execute("select count(*) from generate_series(1, 200000)")']) {
    let isOver = false
    const program = run(
      `import psycopg2, time\nconn = psycopg2.connect("dbname=lab user=reader")\ncur = conn.cursor()\n` +
        `end = time.monotonic() + 0.5\nstop = False\n${busy.replace('not stop', 'time.monotonic() < end')}\nprint("over")\n`,
    ).then((result) => {
      isOver = true
      return result
    })
    let answered = 0
    while (!isOver) if ((await ask(client, 'select 1')) === '1') answered++
    expect((await program).stdout).toBe('over\n')
    expect(answered).toBeGreaterThan(2)
  }
  client.close()
})

test('while there is a client, a wait for the server does not end by itself: the client can end it', async () => {
  const client = connect()
  await client.opened
  await ask(client, 'create table t (n int); insert into t values (1)')
  await ask(client, 'begin; update t set n = 2')
  const program = run(
    'import psycopg2\nconn = psycopg2.connect("dbname=lab user=reader")\ncur = conn.cursor()\ncur.execute("update t set n = n + 10 returning n")\nprint(cur.fetchone())\n',
  )
  // In a transaction one would see what was so when one first looked
  const other = connect()
  await other.opened
  while ((await ask(other, "select count(*) from pg_stat_activity where wait_event_type = 'Lock'")) !== '1');
  other.close()
  await ask(client, 'commit')
  expect((await program).stdout).toBe('(12,)\n')
  client.close()
})

test('threads that wait for each other end all the same', async () => {
  const client = connect()
  await client.opened
  const { exception } = await run('import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()\n')
  expect(exception?.type).toBe('WaitsForEver')
  client.close()
})

test('Stop interrupts the program, and leaves a client alone', async () => {
  const client = connect()
  await client.opened
  const slow = ask(client, 'select pg_sleep(0.5)')
  const program = run('import time\nprint("begun", flush=True)\ntime.sleep(60)\n')
  await new Promise<void>((resolve) => {
    const look = setInterval(() => {
      engine.interrupt()
      clearInterval(look)
      resolve()
    }, 50)
  })
  expect((await program).exception?.type).toBe('KeyboardInterrupt')
  expect(await slow).toBe('')
  client.close()
})

describe('what a run tells', () => {
  const sessions = async (isHidden: boolean) => {
    const events: RunEvent[] = []
    const seen = run('import time\ntime.sleep(0.2)\n', (event) => events.push(event))
    const client = connect({ isHidden })
    await client.opened
    await ask(client, 'select 1')
    client.close()
    await seen
    return events.filter((event) => 'session' in event)
  }

  test("has a client's session", async () =>
    expect((await sessions(false)).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['session-opened', 'session-state'])))
  test('has nothing of a hidden one', async () => expect(await sessions(true)).toEqual([]))
})

test('a client that does not ask for more is not flooded, and others are answered', async () => {
  const idle = connect({ most: 6 })
  await idle.opened
  let rows = 0
  void idle.execute('select repeat($$x$$, 1000) from generate_series(1, 50000)', (message) => {
    if (message.type === 'DataRow') rows++
  })
  const other = connect()
  await other.opened
  const state = `select wait_event from pg_stat_activity where pid = ${idle.pid}`
  while ((await ask(other, state)) !== 'ClientWrite');
  expect(rows).toBeLessThan(5000)
  idle.close()
  other.close()
})

test('the limits of a client fire while nothing runs', async () => {
  const client = connect()
  await client.opened
  await ask(client, "set idle_session_timeout = '100ms'")
  while (client.isOpen) await new Promise((resolve) => setImmediate(resolve))
  expect(engine.clients.isEmpty).toBe(true)
})
