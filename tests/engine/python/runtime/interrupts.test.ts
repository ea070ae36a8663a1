/** Ctrl+C, and waits that nothing can end: what a program that is stopped may still do. */
import { describe, expect, test } from 'vitest'
import { barePython, INTERRUPT } from '../bare.ts'

const STOPPED = { exitStatus: 130, exception: { type: 'KeyboardInterrupt', message: '' } }

describe.each([
  ['with threads', true],
  ['without threads', false],
])('%s', async (_how, threads) => {
  const { run } = await barePython({ threads })

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
    expect(stderr).not.toContain('/lib/lab')
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

describe('threads', async () => {
  const { run } = await barePython()

  test('each is interrupted, wherever it is', async () => {
    const { stdout, stderr, ...outcome } = await run(`
import queue, threading, time
lock = threading.Lock()
lock.acquire()
event = threading.Event()
def compute():
    while True: pass
def work(name, function):
    try:
        function()
    except KeyboardInterrupt:
        said.append(name)
        raise
said, threads = [], []
for name, function in dict(lock=lock.acquire, event=event.wait, queue=queue.Queue().get, sleep=lambda: time.sleep(1e6), busy=compute).items():
    threads.append(threading.Thread(target=work, args=(name, function)))
    threads[-1].start()
time.sleep(1)
try:
    print("${INTERRUPT}")
    for thread in threads: thread.join()
except KeyboardInterrupt:
    for thread in threads: thread.join()
    print(*sorted(said))
    raise
`)
    expect(stdout).toBe(`${INTERRUPT}\nbusy event lock queue sleep\n`)
    expect(stderr.match(/^Exception in thread Thread-\d \(work\):$/gm)).toHaveLength(5)
    expect(stderr.match(/^KeyboardInterrupt$/gm)).toHaveLength(6)
    expect(outcome).toEqual(STOPPED)
  })

  test('those of a pool that wait for work are not, and end with it', async () => {
    const { stdout, stderr } = await run(`
import time
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(3) as pool:
    list(pool.map(time.sleep, [1] * 3))
    try:
        print("${INTERRUPT}")
        time.sleep(10)
    except KeyboardInterrupt:
        print(pool.submit(lambda: 5).result())
`)
    expect([stdout, stderr]).toEqual([`${INTERRUPT}\n5\n`, ''])
  })

  test('one that is started afterwards runs as any other', async () => {
    const { stdout, exitStatus } = await run(`
import threading, time
def work():
    time.sleep(1)
    print("worked")
try:
    print("${INTERRUPT}")
    time.sleep(1)
except KeyboardInterrupt:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
`)
    expect([stdout, exitStatus]).toEqual([`${INTERRUPT}\nworked\n`, 0])
  })

  test('an interrupt while they are waited for at the end lets them clean up', async () => {
    const { stdout, stderr, exitStatus } = await run(`
import atexit, threading, time
atexit.register(print, "atexit")
def work():
    try:
        time.sleep(1)
        print("${INTERRUPT}")
        time.sleep(1)
    except KeyboardInterrupt:
        time.sleep(1)
        print("cleaned up")
threading.Thread(target=work).start()
`)
    expect([stdout, exitStatus]).toEqual([`${INTERRUPT}\ncleaned up\natexit\n`, 0])
    expect(stderr).toMatch(/^Exception ignored while joining a thread in _thread\._shutdown\(\):\n[\s\S]*KeyboardInterrupt: ?\n$/)
  })

  test('_thread.interrupt_main interrupts the main thread only', async () => {
    const { stdout } = await run(`
import _thread, threading, time
def work():
    _thread.interrupt_main()
    time.sleep(1)
    print("goes on")
thread = threading.Thread(target=work)
try:
    thread.start()
    time.sleep(0.5)
except KeyboardInterrupt:
    print("interrupted")
thread.join()
`)
    expect(stdout).toBe('interrupted\ngoes on\n')
  })

  test('who waits for whom is said', async () => {
    const { stderr } = await run(`
import threading
a, b, met = threading.Lock(), threading.Lock(), threading.Barrier(2)
def work(first, second):
    with first:
        met.wait()
        with second:
            print("never")
one = threading.Thread(target=work, args=(a, b), name="one")
other = threading.Thread(target=work, args=(b, a), name="other")
one.start()
other.start()
one.join()
`)
    expect(stderr).toBe(
      'The program was stopped: the main thread waits for the end of thread one (line 13), thread one waits for a lock that thread other holds' +
        ' (line 7), thread other waits for a lock that thread one holds (line 7), and nobody else can run who would end the wait.' +
        ' With CPython it would hang here.\n',
    )
  })
})

describe('without JSPI', async () => {
  const { run } = await barePython({ threads: false })

  test('there are no threads, and the reason is given; locks work', async () => {
    const { stdout } = await run(`
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
})
