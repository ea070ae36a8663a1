/** Signals: what ends a program by itself, what the driver waits with, and what cannot be had. */
import { expect, test } from 'vitest'
import { printed, run } from '../../programs.ts'

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

test('what a thread blocks waits, until it lets it through or takes it', async () => {
  expect(
    await printed(`
import os, signal, threading, time
handled = []
one, two = signal.SIGUSR1, signal.SIGUSR2
for number in one, two, signal.SIGALRM:
    signal.signal(number, lambda number, _: handled.append(signal.Signals(number).name))
def send(number):
    os.kill(os.getpid(), number)
print(signal.pthread_sigmask(signal.SIG_BLOCK, {one, two}))
send(one), send(one), signal.raise_signal(two)
print(sorted(signal.sigpending()), handled)
print(sorted(signal.pthread_sigmask(signal.SIG_UNBLOCK, [one])), handled, signal.sigwait([two, one]) is two, signal.sigtimedwait([two], 0))
send(two)
print(signal.pthread_sigmask(signal.SIG_SETMASK, []), handled)

signal.pthread_sigmask(signal.SIG_BLOCK, [one, signal.SIGALRM])
signal.alarm(1)
taken = signal.sigwaitinfo([signal.SIGALRM])
print(taken.si_signo, taken.si_code, signal.sigtimedwait([one], 0.5))
threading.Timer(1, send, [one]).start()
thread = threading.Thread(target=lambda: print("taken", signal.sigwait([one])))
thread.start()
thread.join()
threading.Thread(target=lambda: (signal.pthread_sigmask(signal.SIG_UNBLOCK, [one]), time.sleep(2))).start()
time.sleep(1)
send(one)
print(signal.sigpending(), handled)
for wrong in (lambda: signal.pthread_sigmask(signal.SIG_BLOCK, [65]), lambda: signal.sigtimedwait([one], -1), lambda: signal.sigwait(one)):
    try: wrong()
    except (TypeError, ValueError) as error: print(error)
`),
  ).toBe(`set()
[<Signals.SIGUSR1: 10>, <Signals.SIGUSR2: 12>] []
[<Signals.SIGUSR1: 10>, <Signals.SIGUSR2: 12>] ['SIGUSR1'] True None
{<Signals.SIGUSR2: 12>} ['SIGUSR1', 'SIGUSR2']
14 128 None
taken 10
set() ['SIGUSR1', 'SIGUSR2', 'SIGUSR1']
signal number 65 out of range [1; 64]
timeout must be non-negative
'Signals' object is not iterable
`)
})

test('signals that end a program when it lets them through; those that CPython ignores', async () => {
  const result = await run(`
import os, signal
print([signal.getsignal(number) is signal.SIG_IGN for number in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGHUP)])
os.kill(os.getpid(), signal.SIGPIPE)
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
os.kill(os.getpid(), signal.SIGTERM)
print("lives")
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
print("never")
`)
  expect(result).toMatchObject({ stdout: '[True, True, False]\nlives\n', stderr: '', exitStatus: 143 })
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

test('handlers are the main thread’s, and the signal of the polls is hidden', async () => {
  expect(
    await printed(`
import signal, threading
def attempt(): 
    try: signal.signal(signal.SIGTERM, signal.SIG_DFL)
    except ValueError as error: print(error)
thread = threading.Thread(target=attempt)
thread.start()
thread.join()
for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
    if number not in (signal.SIGINT, signal.SIGPIPE, signal.SIGXFSZ):
        assert signal.getsignal(number) == signal.SIG_DFL, number
    signal.signal(number, lambda *_: None)
    assert callable(signal.getsignal(number))
flag = False
def set_it():
    global flag
    flag = True
threading.Thread(target=set_it).start()
while not flag: pass
print("turns are taken")
`),
  ).toBe('signal only works in main thread of the main interpreter\nturns are taken\n')
  expect(await printed('import signal\nprint(signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT).__name__)')).toBe(
    '0 default_int_handler\n',
  )
})
