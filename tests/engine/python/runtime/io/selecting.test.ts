/** Waiting for connections of which some have been closed. */
import { expect, test } from 'vitest'
import { printed, run } from '../../programs.ts'

const CLOSED = `
import asyncio, psycopg2, select, selectors
closed, other = (psycopg2.connect("dbname=lab") for _ in range(2))
number = closed.fileno()
`

test('asyncio forgets a connection that was closed while it was watched, as it does on Linux', async () => {
  expect(
    await printed(`${CLOSED}
async def main():
    loop = asyncio.get_running_loop()
    loop.add_reader(number, print, "never")
    loop.add_reader(other, print, "neither")
    closed.close()
    await asyncio.sleep(1)
    print(loop.remove_reader(number), loop.remove_reader(other))
asyncio.run(main())
`),
  ).toBe('True True\n')
})

test('select says that there is no such descriptor', async () => {
  expect(
    await printed(`${CLOSED}
closed.close()
for kinds in ([number], [], []), ([other], [number], []):
    try: select.select(*kinds, 1)
    except OSError as error: print(error.strerror)
print(select.select([other], [], [], 1))
`),
  ).toBe('Bad file descriptor\nBad file descriptor\n([], [], [])\n')
})

const NOBODY = `
import psycopg2, select, time
from psycopg2 import extras
begin = time.monotonic()
def tell(*what):
    print(round(time.monotonic() - begin), *what)
`

test('where nobody answers, the kernel tries for about two minutes, or until connect_timeout', async () => {
  expect(
    await printed(`${NOBODY}
for dsn in "host=192.0.2.1", "host=192.0.2.1 connect_timeout=3", "host=192.0.2.1,localhost connect_timeout=3":
    try: tell(psycopg2.connect(dsn).info.host)
    except psycopg2.OperationalError as error: tell(str(error).splitlines()[0])
`),
  ).toBe(`127 connection to server at "192.0.2.1", port 5432 failed: Connection timed out
130 connection to server at "192.0.2.1", port 5432 failed: timeout expired
133 localhost
`)
})

test('an asynchronous connection waits as long, however short connect_timeout is, and who does not wait is told so', async () => {
  expect(
    await printed(`${NOBODY}
conn = psycopg2.connect("host=192.0.2.1 connect_timeout=3", async_=1)
tell(select.select([conn], [conn], [], 10), conn.fileno() > 0)
try: extras.wait_select(conn)
except psycopg2.OperationalError as error: tell(str(error).splitlines()[0])
conn = psycopg2.connect("host=192.0.2.1", async_=1)
tell(conn.poll(), conn.poll())
try: conn.poll()
except psycopg2.OperationalError as error: tell(error)
`),
  ).toBe(`10 ([], [], []) True
127 Connection timed out
127 2 2
127 could not send SSL negotiation packet: Resource temporarily unavailable

`)
})

test('asyncio waits for such a connection while other tasks have their turn', async () => {
  expect(
    await printed(`${NOBODY}
import asyncio
async def main():
    loop = asyncio.get_running_loop()
    conn = psycopg2.connect("host=192.0.2.1", async_=1)
    conn.poll()
    ready = asyncio.Event()
    loop.add_writer(conn.fileno(), ready.set)
    await asyncio.sleep(5)
    tell(ready.is_set())
    await ready.wait()
    loop.remove_writer(conn.fileno())
    try: conn.poll()
    except psycopg2.OperationalError as error: tell(str(error).splitlines()[0], conn.fileno())
asyncio.run(main())
`),
  ).toBe('5 False\n127 Connection timed out -1\n')
})

test('a new descriptor is the least that is free, whatever programs before have opened', async () => {
  const program = `
import socket
one, two = socket.socketpair()
three, four = socket.socketpair()
first = one.fileno()
two.close()
again, _ = socket.socketpair()
print(first, [end.fileno() - first for end in (three, four, again, _)])
`
  const { stdout } = await run(program)
  expect(stdout).toMatch(/^\d+ \[2, 3, 1, 4\]\n$/)
  expect((await run(program)).stdout).toBe(stdout)
})
