/** Signals: what ends a program by itself, what the driver waits with, and what cannot be had. */
import { expect, test } from 'vitest'
import { printed, run } from '../programs.ts'

test.each([
  ['signal.raise_signal(signal.SIGTERM)', 143],
  ['os.kill(os.getpid(), signal.SIGKILL)', 137],
  ['signal.signal(signal.SIGINT, signal.SIG_DFL)\nsignal.raise_signal(signal.SIGINT)', 130],
  ['signal.alarm(5)\ntime.sleep(10)', 142],
  ['threading.Thread(target=signal.raise_signal, args=(signal.SIGHUP,)).start()\ntime.sleep(10)', 129],
  ['os.abort()', 134],
])('who has said nothing about a signal is ended by it: %s', async (code, exitStatus) => {
  const result = await run(`
import os, signal, threading, time
try:
    ${code.replaceAll('\n', '\n    ')}
finally:
    print("never")
`)
  expect(result).toMatchObject({ stdout: '', stderr: '', exitStatus, exception: null })
})

test('a handler is called once the statement has ended, as the driver’s is written in C, and the connection is as it was', async () => {
  expect(
    await printed(`
import psycopg2, signal, threading, time
class Late(Exception): pass
def handler(*_): raise Late
connection = psycopg2.connect("dbname=lab")
cursor = connection.cursor()
def wait():
    began = time.monotonic()
    try:
        cursor.execute("select pg_sleep(2)")
        print("never")
    except Late:
        print("late", round(time.monotonic() - began, 1))
    cursor.execute("select 1")
    print(cursor.fetchone())
signal.signal(signal.SIGALRM, handler)
signal.alarm(1)
wait()
signal.signal(signal.SIGINT, handler)
threading.Timer(1, signal.raise_signal, [signal.SIGINT]).start()
wait()
`),
  ).toBe('late 2.0\n(1,)\nlate 2.0\n(1,)\n')
})

test('interrupt_main is for any signal, and for those with a handler only', async () => {
  expect(
    await printed(`
import signal, time
from _thread import interrupt_main
interrupt_main(signal.SIGTERM)
signal.signal(signal.SIGTERM, lambda number, _: print(number))
interrupt_main(signal.SIGTERM)
time.sleep(0)
try: interrupt_main(999)
except ValueError as error: print(error)
`),
  ).toBe('15\nsignal number out of range\n')
})

test('asyncio hears of them', async () => {
  expect(
    await printed(`
import asyncio, os, signal
async def main():
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    loop.call_later(1, os.kill, os.getpid(), signal.SIGTERM)
    await ended.wait()
    print("ended", loop.remove_signal_handler(signal.SIGTERM))
asyncio.run(main())
`),
  ).toBe('ended True\n')
})

test('a signal that nobody will send is said to be waited for', async () => {
  expect((await run('import signal\nsignal.pause()')).exception?.message).toMatch(/^the main thread waits for a signal \(line 2\)/)
})

test('timers of the processor’s time are refused, and none goes on ringing in the next run', async () => {
  expect(
    await printed(`
import signal
signal.signal(signal.SIGALRM, lambda *_: None)
signal.setitimer(signal.ITIMER_REAL, 0.1, 0.1)
try: signal.setitimer(signal.ITIMER_PROF, 1)
except OSError as error: print(error.strerror)
`),
  ).toBe('Only ITIMER_REAL is to be had here\n')
  expect(await printed('import signal, time\nprint(signal.getitimer(signal.ITIMER_REAL))\ntime.sleep(1)')).toBe('(0.0, 0.0)\n')
})
