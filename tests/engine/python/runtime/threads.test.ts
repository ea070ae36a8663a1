/** What threads do beyond the programs in tests/python/threads: what is printed of them, many of them, garbage among them, none of them. */
import { describe, expect, test } from 'vitest'
import { barePython } from '../bare.ts'

const lines = (...text: string[]) => `${text.join('\n')}\n`

describe('with threads', async () => {
  const { run, clock, python } = await barePython()
  const printed = async (code: string) => {
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

  test('so is one in a thread that was started without threading', async () => {
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

  test('time passes for all at once', async () => {
    const began = clock.now()
    await run('import threading, time\nfor n in range(20):\n    threading.Thread(target=time.sleep, args=(n * 30,)).start()\n')
    expect(clock.now() - began).toBeGreaterThanOrEqual(570_000)
    expect(clock.now() - began).toBeLessThan(570_100)
  })

  test('a busy thread lets others have their turn, in the same way each time', async () => {
    const code = `
import threading
steps = []
def busy(name):
    for i in range(60_000):
        if i % 5_000 == 0: steps.append(name)
threads = [threading.Thread(target=busy, args=(name,)) for name in "abc"]
for thread in threads: thread.start()
for thread in threads: thread.join()
print("".join(steps))
`
    const first = await printed(code)
    expect(first).toMatch(/^a+b+.*a.*c/)
    for (let i = 0; i < 3; i++) expect(await printed(code)).toBe(first)
  })

  test('who waits for a flag without sleeping sees it', async () => {
    expect(
      await printed(`
import threading, time
def set_it():
    global flag
    time.sleep(0.5)
    flag = True
flag = False
threading.Thread(target=set_it).start()
while not flag: pass
print(flag)
`),
    ).toBe('True\n')
  })

  test('what is printed by several threads is not mixed within a line', async () => {
    const out = await printed(`
import threading
def say(word):
    for i in range(2_000): print(word, i, f"{i}" * 3, sep=" ")
threads = [threading.Thread(target=say, args=(word * 10,)) for word in "abc"]
for thread in threads: thread.start()
for thread in threads: thread.join()
`)
    expect(out.split('\n').filter((line) => !/^(a+|b+|c+) (\d+) \2\2\2$/.test(line))).toEqual([''])
  })

  test('a thousand threads, and more than there can be', async () => {
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

  test('threads that are left behind leave nothing behind', async () => {
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
    expect(await printed('import _thread, threading\nprint(threading.enumerate(), _thread._count())')).toMatch(
      /^\[<_MainThread[^<]*\] 0\n$/,
    )
  })

  test('garbage is collected while stacks lie where others lay', async () => {
    expect(
      await printed(`
import gc, threading, time
class Node: pass
def litter(count):
    for _ in range(count):
        a, b = Node(), Node()
        a.b, b.a = b, a
def deep(n, function): return function() if n == 0 else max([0], key=lambda _: deep(n - 1, function))
def work(n):
    for i in range(6):
        deep(n, lambda: (time.sleep(0.01 * (n % 7)), litter(500), i % 3 or gc.collect(), 0)[-1])
threads = [threading.Thread(target=work, args=(n,)) for n in (50, 3, 60, 10, 30)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print("fine")
`),
    ).toBe('fine\n')
  })

  test('who is called while garbage is collected cannot wait, and is told so', async () => {
    const { stderr, stdout } = await run(`
import gc, threading, time
class Waits:
    def __del__(self):
        print("collected")
        time.sleep(1)
        print("never")
a, b = Waits(), []
a.itself = a
def other():
    while not done: pass
done = False
thread = threading.Thread(target=other)
thread.start()
del a
gc.collect()
done = True
thread.join()
Waits()
print("end")
`)
    expect(stdout).toBe('collected\ncollected\nnever\nend\n')
    expect(stderr).toContain('Exception ignored while calling deallocator')
    expect(stderr).toContain('RuntimeError: cannot wait while garbage is collected')
  })

  test('locks in finalisers that are called because nobody refers to an object any more', async () => {
    expect(
      await printed(`
import threading
lock, log = threading.Lock(), []
class Logs:
    def __del__(self):
        with lock: log.append(threading.current_thread().name)
def work():
    for _ in range(500): Logs()
threads = [threading.Thread(target=work, name=name) for name in "ab"]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(log))
`),
    ).toBe('1000\n')
  })

  test('signals belong to the main thread, and the one for turns is not to be seen', async () => {
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
    if number != signal.SIGINT:
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
})
