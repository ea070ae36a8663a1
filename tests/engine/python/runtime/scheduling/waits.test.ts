/** Waits, where threads are suspended and where the worker blocks: how long they take, what Ctrl+C does to them, and those that cannot end. */
import { describe, expect, test } from 'vitest'
import { PACKAGES } from '../../../../../src/python/host/files/python-files.ts'
import { barePython, INTERRUPT } from '../../bare.ts'

const STOPPED = { exitStatus: 130, exception: { type: 'KeyboardInterrupt', message: '' } }

const suspending = await barePython()
const blocking = await barePython({ threads: false })

describe.each(Object.entries({ suspending, blocking }))('%s', (_way, { run }) => {
  test('each takes its time, and none on the processor', async () => {
    const { stdout } = await run(`
import asyncio, queue, select, socket, threading, time
def get(timeout):
    try: queue.Queue().get(timeout=timeout)
    except queue.Empty: pass
lock = threading.Lock()
lock.acquire()
end, other = socket.socketpair()
poll = select.poll()
poll.register(end, select.POLLIN)
waits = [
    time.sleep, threading.Event().wait, get, lambda seconds: lock.acquire(timeout=seconds),
    lambda seconds: select.select([end], [], [], seconds), lambda seconds: poll.poll(seconds * 1000),
    lambda seconds: asyncio.run(asyncio.sleep(seconds)),
]
for seconds, wait in enumerate(waits, 1):
    began = time.monotonic()
    wait(seconds)
    print(round(time.monotonic() - began, 1), end=" ")
print(time.process_time() < 0.5)
`)
    expect(stdout).toBe('1.0 2.0 3.0 4.0 5.0 6.0 7.0 True\n')
  })

  test('what is there is not waited for', async () => {
    const { stdout } = await run(`
import queue, select, socket, threading, time
began = time.monotonic()
end, other = socket.socketpair()
other.send(b"hello")
items, flag, lock = queue.Queue(), threading.Event(), threading.Lock()
items.put(1)
flag.set()
print(select.select([end], [], [], 5) == ([end], [], []), end.recv(9), items.get(timeout=5), flag.wait(5), lock.acquire(timeout=5))
other.close()
print(end.recv(9), time.monotonic() - began < 0.5)
`)
    expect(stdout).toBe("True b'hello' 1 True True\nb'' True\n")
  })

  test.each([
    ['while it computes', 'while True: pass'],
    ['in a function of the library', 'sum(iter(lambda: 1, 0))'],
    ['asleep', 'time.sleep(1000)'],
    ['when it wants a lock', 'lock = threading.Lock(); lock.acquire(); lock.acquire(timeout=5)'],
    ['waiting with a timeout', 'threading.Event().wait(1000)'],
    ['at a queue', 'queue.Queue().get(timeout=1000)'],
    ['at select', 'select.select([], [], [], 1000)'],
  ])('%s: what is to be done at the end is done, and once more', async (_where, code) => {
    const { stdout, stderr, ...outcome } = await run(`
import queue, select, threading, time
try:
    print("${INTERRUPT}")
    ${code}
except KeyboardInterrupt:
    print("caught")
try:
    print("${INTERRUPT}")
    ${code}
finally:
    print("finally")
`)
    expect(stdout).toBe(`${INTERRUPT}\ncaught\n${INTERRUPT}\nfinally\n`)
    expect(stderr).toMatch(
      /^Traceback \(most recent call last\):\n {2}File "main.py", line \d+, in <module>\n[\s\S]*\nKeyboardInterrupt\n$/,
    )
    expect(stderr).not.toContain(PACKAGES)
    expect(outcome).toEqual(STOPPED)
  })

  test("a program's own handler is called, in the main thread, and its wait goes on", async () => {
    const { stdout } = await run(`
import signal, time
def handle(number, frame):
    print(signal.Signals(number).name, frame.f_code.co_name)
signal.signal(signal.SIGINT, handle)
began = time.monotonic()
def wait():
    print("${INTERRUPT}")
    time.sleep(10)
wait()
print(round(time.monotonic() - began))
signal.signal(signal.SIGINT, signal.SIG_IGN)
print("${INTERRUPT}")
time.sleep(1)
print("ignored")
`)
    expect(stdout).toBe(`${INTERRUPT}\nSIGINT wait\n10\n${INTERRUPT}\nignored\n`)
  })

  test('asyncio cancels its main task', async () => {
    const { stdout, exitStatus } = await run(`
import asyncio, signal
async def main():
    try:
        print("${INTERRUPT}")
        await asyncio.sleep(1000)
    except asyncio.CancelledError:
        print("cancelled")
        raise
try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("interrupted")
async def gently():
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, stop.set)
    print("${INTERRUPT}")
    await stop.wait()
    print("stopped")
asyncio.run(gently())
`)
    expect([stdout, exitStatus]).toEqual([`${INTERRUPT}\ncancelled\ninterrupted\n${INTERRUPT}\nstopped\n`, 0])
  })

  test.each([
    ['threading.Event().wait()', 'the main thread waits in Event.wait (line 3)'],
    ['queue.Queue().get()', 'the main thread waits in Queue.get (line 3)'],
    ['queue.SimpleQueue().get()', 'the main thread waits in SimpleQueue.get (line 3)'],
    ['lock = threading.Lock(); lock.acquire(); lock.acquire()', 'the main thread waits for a lock that it holds itself (line 3)'],
    ['select.select([], [], [])', 'the main thread waits for something to read (line 3)'],
  ])('%s can only be given up', async (code, what) => {
    const message = `${what}, and nobody else can run who would end the wait. With CPython it would hang here.`
    expect(await run(`import queue, select, threading\ntry:\n    ${code}\nfinally:\n    print("finally")`)).toEqual({
      stdout: 'finally\n',
      stderr: `The program was stopped: ${message}\n`,
      exitStatus: 1,
      exception: { type: 'WaitsForEver', message },
    })
  })
})

test('where the worker blocks there are no threads, and the reason is given; locks work', async () => {
  const { stdout } = await blocking.run(`
import asyncio, threading, queue
from concurrent.futures import ThreadPoolExecutor
for start in (
    threading.Thread(target=print).start, threading.Timer(1, print).start,
    lambda: ThreadPoolExecutor().submit(print), lambda: asyncio.run(asyncio.to_thread(print)),
):
    try:
        start()
    except RuntimeError as error:
        print(error)
condition = threading.Condition()
with threading.RLock(), threading.Lock(), condition:
    print(condition.wait(1), threading.enumerate()[0].name)
waiting = queue.Queue()
waiting.put(1)
print(waiting.get(), threading.local().__dict__)
`)
  const reason = "can't start new thread: this browser cannot suspend WebAssembly (JSPI); Chrome, Edge and Firefox can\n"
  expect(stdout).toBe(`${reason.repeat(4)}False MainThread\n1 {}\n`)
})
