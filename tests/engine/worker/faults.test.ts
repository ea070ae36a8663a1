/** Faults of the simulated network, and a fast shutdown, while a program runs. */
import { afterEach, expect, test } from 'vitest'
import { createEngine } from '../../../src/cli/engine-in-node.ts'
import type { Fault } from '../../../src/messages/run.ts'

const engine = await createEngine()
afterEach(() => engine.reset())

const HEAD = 'import psycopg2, time\nconn = psycopg2.connect("dbname=lab user=reader")\ncur = conn.cursor()\ncur.execute("select 1")\n'

/** Runs a program; what it prints may bring about faults, by their names. */
async function run(code: string): Promise<string> {
  const { stdout } = await engine.run(
    { code: HEAD + code, fileName: 'main.py', setup: null, clock: 'real' },
    {
      output: (_stream, text) => {
        for (const [fault] of text.matchAll(/drop|stall|flow|refuse|accept|restart/g)) void engine.suffer(fault as Fault)
      },
    },
  )
  return stdout
}
const attempt = (statement: string) =>
  `try:\n    ${statement}\n    print("well")\nexcept Exception as error:\n    print(type(error).__name__, str(error).splitlines()[0])\n`

test('a connection that is dropped is closed at both ends', async () => {
  const said = await run(`print("drop", flush=True)\n${attempt('cur.execute("select 2")')}print(conn.closed)\n`)
  expect(said).toBe('drop\nOperationalError server closed the connection unexpectedly\n2\n')
  expect(engine.postmaster.sessions).toEqual([])
})

test('connections are dropped at once: what one has held is given to no other', async () => {
  const code = `
import threading
cur.execute("select pg_advisory_lock(1)")
other, watcher = (psycopg2.connect("dbname=lab user=reader") for _ in range(2))
watcher.autocommit = True
answers = []
def wait():
    try:
        answers.append(other.cursor().execute("select pg_advisory_lock(1)"))
    except psycopg2.Error as error:
        answers.append(type(error).__name__)
waiting = threading.Thread(target=wait)
waiting.start()
watching = watcher.cursor()
is_waiting = False
while not is_waiting:
    watching.execute("select count(*) > 0 from pg_stat_activity where wait_event = 'advisory'")
    [is_waiting] = watching.fetchone()
print("drop", flush=True)
waiting.join()
print(answers)
`
  expect(await run(code)).toBe("drop\n['OperationalError']\n")
})

test('a network that is stalled lets nothing pass, until it flows again', async () => {
  const code = `
import threading
print("stall", flush=True)
answers = []
waiting = threading.Thread(target=lambda: answers.append(cur.execute("select 2")))
waiting.start()
time.sleep(0.2)
print(answers)
print("flow", flush=True)
waiting.join()
print(answers, cur.fetchone())
`
  expect(await run(code)).toBe('stall\n[]\nflow\n[None] (2,)\n')
})

test('connections are refused, until they are accepted again', async () => {
  const connect = attempt('psycopg2.connect("dbname=lab user=reader")')
  const said = await run(`print("refuse", flush=True)\n${connect}print("accept", flush=True)\n${connect}`)
  expect(said).toMatch(/^refuse\nOperationalError connection to server at "localhost" .*Connection refused\naccept\nwell\n$/)
})

test('a fast shutdown ends sessions, and clients can connect again', async () => {
  const again = attempt('psycopg2.connect("dbname=lab user=reader").close()')
  const said = await run(`print("restart", flush=True)\ntime.sleep(0.2)\n${attempt('cur.execute("select 2")')}${again}`)
  expect(said).toBe('restart\nOperationalError server closed the connection unexpectedly\nwell\n')
})

test('without a fault nothing is held back', async () => {
  expect(await run(`${attempt('cur.execute("select 2")')}`)).toBe('well\n')
})
