/** Threads beyond the programs in tests/python/threads: their exceptions, interrupts, deadlocks, ends; very many of them. */
import { expect, test } from 'vitest'
import { barePython, INTERRUPT } from '../../bare.ts'

const lines = (...text: string[]) => `${text.join('\n')}\n`
const { run, python } = await barePython()

async function printed(code: string): Promise<string> {
  const result = await run(code)
  expect(result).toMatchObject({ stderr: '', exception: null })
  return result.stdout
}

test('an exception in a thread is printed as CPython prints it', async () => {
  const { stderr, exitStatus } = await run(
    'import threading, time\ndef work():\n    time.sleep(-1)\nt = threading.Thread(target=work)\nt.start()\nt.join()\n',
  )
  expect(stderr.replaceAll(/line \d+, in (run|_bootstrap_inner)/g, 'line N, in $1')).toBe(
    lines(
      'Exception in thread Thread-1 (work):',
      'Traceback (most recent call last):',
      '  File "/lib/python314.zip/threading.py", line N, in _bootstrap_inner',
      '    self._context.run(self.run)',
      '    ~~~~~~~~~~~~~~~~~^^^^^^^^^^',
      '  File "/lib/python314.zip/threading.py", line N, in run',
      '    self._target(*self._args, **self._kwargs)',
      '    ~~~~~~~~~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
      '  File "main.py", line 3, in work',
      '    time.sleep(-1)',
      '    ~~~~~~~~~~^^^^',
      'ValueError: sleep length must be non-negative',
    ),
  )
  expect(exitStatus).toBe(0)
})

test('so is one in a thread started by _thread', async () => {
  const { stderr } = await run(
    'import _thread, time\ndef work(x):\n    1/x\n_thread.start_new_thread(work, (0,))\n_thread.start_new_thread(_thread.exit, ())\ntime.sleep(1)\n',
  )
  expect(stderr.replace(/0x[0-9a-f]+/, '0x0')).toBe(
    lines(
      'Exception ignored in thread started by <function work at 0x0>:',
      'Traceback (most recent call last):',
      '  File "main.py", line 3, in work', // printed in C, which looks for a file
      'ZeroDivisionError: division by zero',
    ),
  )
})

test('a thousand threads, and more than are possible', async () => {
  expect(
    await printed(`
import threading, time
lock, gate, total = threading.Lock(), threading.Event(), 0
def work():
    global total
    gate.wait()
    time.sleep(1)
    with lock: total += 1
threads = [threading.Thread(target=work) for _ in range(1000)]
for thread in threads: thread.start()
print(threading.active_count())
gate.set()
for thread in threads: thread.join()
print(total, threading.active_count())
try:
    for _ in range(5000): threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
except RuntimeError as error:
    print(error, threading.active_count() > 1000)
`),
  ).toBe("1001\n1000 1\ncan't start new thread True\n")
}, 120_000)

test('threads that the program leaves behind are ended, and leave no memory behind', async () => {
  const memory = () => (python.pyodide as unknown as { _module: { HEAP8: Int8Array } })._module.HEAP8.length
  const code = `
import threading, time
def deep(n):
    kept = [n] * 1000
    return time.sleep(1000) if n == 0 else max([kept], key=lambda _: deep(n - 1))
for _ in range(50): threading.Thread(target=deep, args=(10,), daemon=True).start()
`
  await run(code)
  await run(code)
  const before = memory()
  for (let i = 0; i < 5; i++) await run(code)
  expect(memory()).toBe(before)
  expect(await printed('import _thread, threading\nprint(threading.enumerate(), _thread._count())')).toMatch(/^\[<_MainThread[^<]*\] 0\n$/)
})

test('each thread is interrupted, wherever it is', async () => {
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
  expect(outcome).toEqual({ exitStatus: 130, exception: { type: 'KeyboardInterrupt', message: '' } })
})

test('idle threads of a pool are not interrupted', async () => {
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

test('a thread that is started afterwards is not interrupted', async () => {
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

test('an interrupt while the program waits for its threads lets them clean up', async () => {
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

test('a deadlock is explained: which thread waits for which', async () => {
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
