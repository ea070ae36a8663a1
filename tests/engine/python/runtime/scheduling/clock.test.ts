/** Time as programs see it: the server's clock, stepped here. */
import { expect, test } from 'vitest'
import { printed, run } from '../../programs.ts'

test('all of its clocks follow the one of the server', async () => {
  expect(
    await printed(`
import asyncio, datetime, psycopg2, threading, time
clocks = time.time, time.monotonic, time.perf_counter, lambda: datetime.datetime.now().timestamp()
connection = psycopg2.connect("dbname=lab")
connection.autocommit = True
cursor = connection.cursor()
def passed(work):
    before = [clock() for clock in clocks]
    work()
    return {round(clock() - then, 1) for clock, then in zip(clocks, before)}
print(passed(lambda: time.sleep(600)), passed(lambda: cursor.execute("select pg_sleep(2.5)")), passed(lambda: None))
cursor.execute("select extract(epoch from clock_timestamp())")
print(abs(float(cursor.fetchone()[0]) - time.time()) < 0.1, datetime.date.today().year)
`),
  ).toBe('{600.0} {2.5} {0.0}\nTrue 2026\n')
})

test.each(['time.sleep(left / 2)', 'threading.Event().wait(left / 2)'])('some time passes however short the wait: %s', async (wait) => {
  const code = `
import threading, time
end = time.monotonic() + 0.1
for _ in range(1000):
    left = end - time.monotonic()
    if left <= 0:
        print("arrived")
        break
    ${wait}
`
  expect(await printed(code)).toBe('arrived\n')
})

test('the processor’s time is that of who works, and not of who waits', async () => {
  const code = `
import psycopg2, threading, time
cursor = psycopg2.connect("dbname=lab").cursor()
def work():
    while time.thread_time() < 0.2: pass
    time.sleep(5)
    worked.append(round(time.thread_time(), 1))
worked = []
threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
cursor.execute("select pg_sleep(10)")
print(worked, round(time.process_time(), 1), time.thread_time() < 0.1, time.thread_time_ns() < 1e8, round(time.process_time_ns() / 1e9, 1))
`
  const once = '[0.2, 0.2] 0.4 True True 0.4\n'
  expect(await printed(code)).toBe(once)
  expect(await printed(code)).toBe(once)
})

test('timeouts ring while it sleeps', async () => {
  const { stdout, events } = await run(`
import psycopg2, time
watched, watcher = (psycopg2.connect("dbname=lab options='-c idle_session_timeout=1500'") , psycopg2.connect("dbname=lab"))
watcher.autocommit = True
def alive():
    cursor = watcher.cursor()
    cursor.execute("select count(*) from pg_stat_activity where pid = %s", [watched.get_backend_pid()])
    return cursor.fetchone()[0]
time.sleep(1.4); print(alive())
time.sleep(0.2); print(alive(), watched.closed)
`)
  expect(stdout).toBe('1\n0 0\n')
  const armed = events.find((event) => event.kind === 'timer-armed')!
  const fired = events.find((event) => event.kind === 'timer-fired')!
  expect(armed.kind === 'timer-armed' && Math.floor(fired.at - armed.since)).toBe(1500)
})

test.each([
  ['-1', 'ValueError', 'sleep length must be non-negative'],
  ['"1"', 'TypeError', "'str' object cannot be interpreted as an integer or float"],
  ['None', 'TypeError', "'NoneType' object cannot be interpreted as an integer or float"],
  ['float("nan")', 'ValueError', 'Invalid value NaN (not a number)'],
  ['float("inf")', 'OverflowError', 'timestamp too large to convert to C PyTime_t'],
  ['1e300', 'OverflowError', 'timestamp too large to convert to C PyTime_t'],
  ['', 'TypeError', 'time.sleep() takes exactly one argument (0 given)'],
  ['1, 2', 'TypeError', 'time.sleep() takes exactly one argument (2 given)'],
  ['seconds=1', 'TypeError', 'time.sleep() takes no keyword arguments'],
])('time.sleep(%s) as CPython refuses it', async (argument, type, message) => {
  expect((await run(`import time\ntime.sleep(${argument})`)).exception).toEqual({ type, message })
})

test.each(['0', '0.0', 'True', '2', '0.25', '__import__("decimal").Decimal("0.5")', '__import__("fractions").Fraction(1, 4)'])(
  'time.sleep(%s)',
  async (argument) => {
    expect(
      await printed(
        `import time\nbegan = time.monotonic()\nprint(time.sleep(${argument}), abs(time.monotonic() - began - float(${argument})) < 0.01)`,
      ),
    ).toBe('None True\n')
  },
)

test('a program that waits for ever is stopped, and told what for', async () => {
  const { stderr, exception, exitStatus, stdout } = await run(`
import psycopg2
a, b = psycopg2.connect("dbname=lab"), psycopg2.connect("dbname=lab")
a.cursor().execute("create table t()"); a.commit()
a.cursor().execute("lock table t")
try:
    b.cursor().execute("lock table t")
except Exception:
    print("caught")
`)
  const { message } = exception!
  expect([stdout, exitStatus, exception!.type]).toEqual(['', 1, 'WaitsForEver'])
  expect(message).toBe(
    'session 102 waits for a lock that session 101 holds, no timeout is armed, and nobody else can run who would end the wait. ' +
      'With a real server it would hang here until somebody commits, rolls back, cancels or terminates from outside.',
  )
  expect(stderr).toBe(`The program was stopped: ${message}\n`)
})
