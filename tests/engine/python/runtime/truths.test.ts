/** What the driver holds to be so of connections and exceptions, told while a program runs, which sees nothing of that. */
import { expect, test } from 'vitest'
import type { RunEvent } from '../../../../src/messages/event.ts'
import { run } from '../programs.ts'

type Of<K extends RunEvent['kind']> = Extract<RunEvent, { kind: K }>
const told = (events: readonly RunEvent[]) =>
  events
    .filter((event): event is Of<'connection'> => event.kind === 'connection')
    .map(({ name, closed, status, transaction, info, thread }) => [name ?? '', closed, status, transaction, info, thread ?? ''].join(' '))
const errors = (events: readonly RunEvent[]) => events.flatMap((event) => (event.kind === 'return' && event.error ? [event.error] : []))

test('a connection through its life: its variable, its four numbers, also while it waits', async () => {
  const { events, stderr } = await run(`import psycopg2
conn = psycopg2.connect("dbname=lab")
cur = conn.cursor()
cur.execute("select pg_sleep(1)")
try:
    cur.execute("select 1/0")
except psycopg2.Error:
    pass
conn.rollback()
conn.close()
`)
  expect(stderr).toBe('')
  expect(told(events)).toEqual([
    'conn 0 1 0 0 ',
    'conn 0 1 1 0 ', // while BEGIN is under way
    'conn 0 2 1 0 ',
    'conn 0 2 2 0 ',
    'conn 0 2 1 0 ',
    'conn 0 2 3 0 ',
    'conn 0 2 1 0 ',
    'conn 0 1 0 0 ',
    'conn 1 1 4 1 ',
  ])
})

test('the thread that uses it, and a name from a function', async () => {
  const { events } = await run(`import psycopg2, threading
def work(link):
    link.cursor().execute("select 1")
thread = threading.Thread(target=work, args=[psycopg2.connect("dbname=lab")], name="worker")
thread.start()
thread.join()
`)
  expect(told(events).at(-1)).toBe('link 0 2 2 0 worker')
})

test('names from where they are kept: a line, a with block, a list, a dictionary', async () => {
  const { events } = await run(`import psycopg2, time
def connect():
    return psycopg2.connect("dbname=lab")
first: object = psycopg2.connect(
    "dbname=lab")
with psycopg2.connect("dbname=lab") as second:
    pass
many = [connect() for _ in range(2)]
named = {"third": connect()}
lost = (lambda one: None)(connect())
time.sleep(1)
`)
  const named = new Map(events.flatMap((event) => (event.kind === 'connection' ? [[event.session, event.name]] : [])))
  expect([...named.values()]).toEqual(['first', 'second', 'many[0]', 'many[1]', "named['third']", undefined])
})

test('after the server has ended a session, the driver does not know before it asks', async () => {
  const { events } = await run(`import psycopg2, time
conn = psycopg2.connect("dbname=lab", options="-c idle_session_timeout=300")
time.sleep(1)
try:
    conn.cursor().execute("select 1")
except psycopg2.Error:
    pass
`)
  const closed = events.findIndex(({ kind }) => kind === 'session-closed')
  const after = told(events.slice(closed))
  expect(after.at(-1)).toBe('conn 2 1 4 1 ')
  expect(told(events.slice(0, closed))).toEqual(['conn 0 1 0 0 '])
})

test('an exception with its classes, its SQLSTATE, and what diag and the connection hold', async () => {
  const { events } = await run(`import psycopg2
conn = psycopg2.connect("dbname=lab")
cur = conn.cursor()
cur.execute("create temp table t (a int primary key)")
cur.execute("insert into t values (1)")
for call in lambda: cur.execute("insert into t values (1)"), lambda: conn.set_session(autocommit=True), lambda: cur.execute(1):
    try:
        call()
    except Exception:
        pass
`)
  const [unique, session, type] = errors(events)
  expect(unique).toMatchObject({
    bases: ['IntegrityError', 'DatabaseError', 'Error'],
    sqlstate: '23505',
    message: expect.stringContaining('duplicate key value'),
    said: expect.stringContaining('duplicate key value'),
    diag: { severity: 'ERROR', message_detail: 'Key (a)=(1) already exists.', constraint_name: 't_pkey', table_name: 't' },
  })
  expect(session).toMatchObject({ bases: ['DatabaseError', 'Error'], sqlstate: null, diag: {} })
  expect(type).toMatchObject({ bases: [], sqlstate: null, message: 'argument 1 must be a string or unicode object: got int instead' })
})

test('a program sees nothing of it, whatever its classes do', async () => {
  const { stdout } = await run(`import psycopg2, sys, gc
from psycopg2.extensions import connection
class Odd(connection):
    def __getattribute__(self, name):
        if name in ("closed", "status", "info", "get_transaction_status"):
            print("asked for", name)
        return super().__getattribute__(name)
    def __eq__(self, other):
        print("compared")
    __hash__ = None
class Own(psycopg2.Error):
    def __str__(self):
        print("made into text")
        return "x"
psycopg2.connect("dbname=lab").close()
before = set(sys.modules)
conn = psycopg2.connect("dbname=lab", connection_factory=Odd)
cur = conn.cursor()
cur.execute("select 1")
cur.close()
conn.commit()
del cur
references = sys.getrefcount(conn)
conn.rollback()
print(sys.getrefcount(conn) == references, set(sys.modules) - before)
`)
  expect(stdout).toBe('True set()\n')
})
