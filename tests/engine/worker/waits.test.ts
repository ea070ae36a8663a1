/** The same programs where waits suspend and where they block: what they see of time, of timeouts and of waits that nobody ends. */
import { describe, expect, test } from 'vitest'
import { createEngine } from '../../../src/cli/engine-in-node.ts'
import { SteppedClock } from '../../../src/scheduling/clock.ts'
import { NOTHING_WILL_COME } from '../../../src/worker/endless-wait.ts'

const clock = new SteppedClock() // a process has one
const suspending = await createEngine({ clock })
const blocking = await createEngine({ clock, suspends: false })

/** Two sessions, of which the first holds a lock that the second wants. */
const SESSIONS = `
import psycopg2, select, time
one, two = (psycopg2.connect("dbname=lab") for _ in range(2))
for conn in one, two: conn.autocommit = True
cursor = two.cursor()
one.cursor().execute("select pg_advisory_lock(1)")
`

describe.each(Object.entries({ suspending, blocking }))('%s', (_way, engine) => {
  async function run(code: string) {
    const result = await engine.run({ code: SESSIONS + code, fileName: 'main.py', setup: null, clock: 'real' })
    await engine.reset()
    return result
  }

  test('a statement, a timeout and a notification are waited for', async () => {
    const { stdout, stderr } = await run(`
began = time.monotonic()
cursor.execute("select pg_sleep(2)")
cursor.execute("set lock_timeout = '3s'")
try: cursor.execute("select pg_advisory_lock(1)")
except psycopg2.errors.LockNotAvailable as error: print(str(error).strip())
cursor.execute("listen c; notify c")
print(select.select([two], [], [], 4) == ([], [], []), len(two.notifies), round(time.monotonic() - began))
one.cursor().execute("notify c")
print(select.select([two], [], [], 4) == ([two], [], []), two.poll(), len(two.notifies), round(time.monotonic() - began))
`)
    expect(stderr).toBe('')
    expect(stdout).toBe('canceling statement due to lock timeout\nTrue 1 9\nTrue 0 2 9\n')
  })

  test('a lock that nobody can release ends the program, and the reason is given', async () => {
    const { stdout, stderr, exception } = await run(`
try:
    cursor.execute("select pg_advisory_lock(1)")
finally:
    print("finally")
`)
    expect(stdout).toBe('finally\n')
    expect(exception?.type).toBe('WaitsForEver')
    expect(stderr).toMatch(
      /^The program was stopped: session \d+ waits for a lock that session \d+ holds, no timeout is armed, and nobody else/,
    )
  })

  test('a notification that nobody can send ends the program, too', async () => {
    const { stderr, exitStatus } = await run('cursor.execute("listen c")\nselect.select([two], [], [])\n')
    expect([stderr, exitStatus]).toEqual([`The program was stopped: ${NOTHING_WILL_COME}\n`, 1])
  })

  test('a sleep takes its time', async () => {
    const { stdout } = await run('began = time.time()\ntime.sleep(600)\nprint(round(time.time() - began))')
    expect(stdout).toBe('600\n')
  })

  test('a session times out while the program sleeps, and at the same moment as a sleep ends', async () => {
    const { stdout } = await run(`
cursor.execute("set idle_session_timeout = 1000")
time.sleep(1)
try: cursor.execute("select 1")
except psycopg2.Error as error: print(str(error).splitlines()[0])
print(one.closed, two.closed)
`)
    expect(stdout).toBe('server closed the connection unexpectedly\n0 2\n')
  })

  test('a session times out while the program is busy', async () => {
    const { stdout } = await run(`
cursor.execute("set idle_session_timeout = 1000")
watch = one.cursor()
watch.execute("set statement_timeout = 2000")
try: watch.execute("do $$ begin loop end loop; end $$")
except psycopg2.errors.QueryCanceled: pass
watch.execute("select count(*) from pg_stat_activity where backend_type = 'client backend'")
print(watch.fetchone()[0])
`)
    expect(stdout).toBe('1\n')
  })

  test('a lock of Python’s that the thread holds itself ends the program, too', async () => {
    const { exception } = await run('import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()')
    expect(exception).toEqual({
      type: 'WaitsForEver',
      message: expect.stringMatching(/^the main thread waits for a lock that it holds itself/),
    })
  })
})
