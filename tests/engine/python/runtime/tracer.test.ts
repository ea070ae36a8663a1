/** What a run tells while it lasts: lines, calls of the driver, and what they lead to; nothing secret. */
import { expect, test } from 'vitest'
import { calls, run } from '../programs.ts'

test('each line as it is executed', async () => {
  const lines: number[] = []
  await run('x = 0\nfor i in range(2):\n    x += i\nif x > 5:\n    x = 1\nprint(x)', { line: (line) => lines.push(line) })
  expect(lines).toEqual([1, 2, 3, 2, 3, 2, 4, 6])
})

test('of very many lines not all', async () => {
  let told = 0
  await run('for i in range(100_000):\n    pass', { line: () => told++ })
  expect(told).toBeGreaterThan(2000)
  expect(told).toBeLessThan(10_000)
})

test('of very many calls not all: those beyond what a run keeps are not even watched', async () => {
  const { stdout } = await run(`import psycopg2, sys
from psycopg2.extensions import cursor
fetchone = getattr(cursor.fetchone, "__wrapped__", cursor.fetchone)
watched = lambda: sys.monitoring.get_local_events(4, fetchone.__code__) != 0
rows = psycopg2.connect("dbname=lab").cursor()
rows.execute("select generate_series(1, 6000)")
for _ in range(4000):
    rows.fetchone()
print(watched())
print(sum(1 for _ in iter(rows.fetchone, None)), watched())`)
  expect(stdout).toBe('True\n2000 False\n')
})

test('calls with what they were given, their lines, and what they raised', async () => {
  const result = await run(`import psycopg2, time
with psycopg2.connect("dbname=lab", application_name="me") as connection:
    cursor = connection.cursor()
    cursor.execute("""select
        1""")
    cursor.fetchall()
    try:
        cursor.execute("select 1/0")
    except psycopg2.Error:
        connection.rollback()
def wait():
    time.sleep(0.5)
wait()
connection.close()
`)
  expect(calls(result)).toEqual([
    '2 connect(dbname=lab application_name=me)',
    '4 cursor.execute(select 1)',
    '6 cursor.fetchall()',
    '8 cursor.execute(select 1/0) DivisionByZero',
    '10 connection.rollback()',
    '2 connection.commit()', // where the block began, as in a traceback
    '12 time.sleep(0.5)',
    '14 connection.close()',
  ])
})

test('exceptions that come from elsewhere than the driver, once each, caught or not', async () => {
  const { events } = await run(`import psycopg2, json
def deep():
    json.loads("no JSON")
try:
    deep()
except ValueError:
    pass
try:
    {}["key"]
except KeyError as error:
    try:
        raise error
    except KeyError:
        pass
for _ in iter([1, 2]):
    next(iter([]), None)
class Own(Exception):
    pass
connection = psycopg2.connect("dbname=lab")
for statement in "select 1/0", "select 1":
    try:
        connection.cursor().execute(statement)
    except psycopg2.Error:
        pass
connection.close()
try:
    connection.cursor()
except psycopg2.InterfaceError:
    pass
try:
    raise Own("mine")
except Own:
    pass
import nothing_of_the_kind
`)
  const found = events.flatMap((event) =>
    event.kind === 'exception' ? [[event.line, event.type, event.error.bases.join(' '), event.error.message, event.about]] : [],
  )
  expect(found).toEqual([
    [3, 'JSONDecodeError', 'ValueError', 'Expecting value: line 1 column 1 (char 0)', null],
    [9, 'KeyError', 'LookupError', "'key'", 'Mapping key not found.'],
    [27, 'InterfaceError', 'Error', 'connection already closed', null],
    [31, 'Own', '', 'mine', null],
    [34, 'ModuleNotFoundError', 'ImportError', "No module named 'nothing_of_the_kind'", 'Module not found.'],
  ])
})

test('of very many exceptions not all, and that is said', async () => {
  const { events, leftOut } = await run(`for i in range(20_000):
    try:
        int("x")
    except ValueError:
        pass
`)
  expect(events.filter(({ kind }) => kind === 'exception')).toHaveLength(5000)
  expect(leftOut).toMatchObject({ calls: true })
})

test('an exception that is told of keeps nothing alive', async () => {
  const { stdout } = await run(`import weakref
class Thing:
    pass
def fail(thing):
    raise ValueError
thing = Thing()
seen = weakref.ref(thing)
try:
    fail(thing)
except ValueError:
    pass
del thing
print(seen())
`)
  expect(stdout).toBe('None\n')
})

test('calls frame what they lead to, and times never go back', async () => {
  const { events, durationMs } = await run('import psycopg2, time\nc = psycopg2.connect("dbname=lab")\ntime.sleep(2)\nc.close()')
  const kinds = events.map(({ kind }) => kind)
  const within = (call: number) => {
    const [from, to] = ['call', 'return'].map((kind) =>
      events.findIndex((event) => event.kind === kind && 'call' in event && event.call === call),
    )
    return kinds.slice(from! + 1, to!)
  }
  expect(within(1)).toContain('session-opened')
  expect(within(2)).toEqual([])
  expect(within(3)).toContain('session-closed')
  const times = events.map(({ at }) => at)
  expect(times).toEqual([...times].sort((a, b) => a - b))
  expect(times[0]).toBeGreaterThanOrEqual(0)
  expect(times.at(-1)).toBeLessThanOrEqual(durationMs)
  expect(Math.floor(durationMs / 10)).toBe(200)
})

test.each([
  ['psycopg2.connect("dbname=lab user=reader password=hunter2")'],
  ['psycopg2.connect(dbname="lab", user="reader", password="hunter2")'],
  ['psycopg2.connect("postgresql://reader:hunter2@localhost/lab")'],
  ['psycopg2.connect(dbname="lab", password="hunter2 and more")'],
  ['psycopg2.connect("dbname=lab password = \'hunter2 and more\'")'],
  ['psycopg2.connect("postgresql://localhost/lab?user=reader&password=hunter2")'],
])('passwords are not shown: %s', async (call) => {
  const result = await run(`import psycopg2\ntry:\n    ${call}\nexcept psycopg2.Error: pass`)
  expect(calls(result)).toHaveLength(1)
  expect(JSON.stringify(result.events)).not.toMatch(/hunter2|and more/)
})

test('what only looks like a password is', async () => {
  const dsn = 'postgresql://localhost:5432/lab?user=reader'
  expect(calls(await run(`import psycopg2\npsycopg2.connect("${dsn}")`))).toEqual([`2 connect(${dsn})`])
})

test('setup.sql is run before, by the superuser, and is not told of', async () => {
  const result = await run(
    'import psycopg2\nc = psycopg2.connect("dbname=lab").cursor()\nc.execute("select a from t")\nprint(c.fetchall())',
    {},
    'create table t as select 7 as a; grant select on t to public',
  )
  expect(result.stdout).toBe('[(7,)]\n')
  expect(result.events.filter(({ kind }) => kind === 'session-opened')).toHaveLength(1)
  expect((await run('print("not begun")', {}, 'select nonsense')).exception?.message).toBe('column "nonsense" does not exist')
  expect((await run('print(1)')).stdout).toBe('1\n')
})
