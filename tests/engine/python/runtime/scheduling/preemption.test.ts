/** Threads beside busy ones: who runs when, and where a thread must not be suspended. */
import { expect, test } from 'vitest'
import { barePython } from '../../bare.ts'

const { run, clock } = await barePython()

async function printed(code: string): Promise<string> {
  const result = await run(code)
  expect(result).toMatchObject({ stderr: '', exception: null })
  return result.stdout
}

test('time passes for all threads at once', async () => {
  const began = clock.now()
  await run('import threading, time\nfor n in range(20):\n    threading.Thread(target=time.sleep, args=(n * 30,)).start()\n')
  expect(clock.now() - began).toBeGreaterThanOrEqual(570_000)
  expect(clock.now() - began).toBeLessThan(570_100)
})

test('a busy thread lets others run, at the same points each time', async () => {
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

test('a thread that polls a flag sees it set by another', async () => {
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

test('lines that several threads print are not mixed', async () => {
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

test('garbage is collected while other stacks are put aside', async () => {
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

test('a finaliser that is called by the garbage collector cannot wait', async () => {
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

test('a finaliser that is called with the last reference may wait for a lock', async () => {
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

test('a thread goes on while what JavaScript has thrown becomes an exception, as it could not be suspended there', async () => {
  expect(
    await printed(`
import js, threading
going, caught = True, 0
def busy():
    while going: pass
thread = threading.Thread(target=busy)
thread.start()
for _ in range(3000):
    try:
        js.JSON.parse("{")
    except Exception:
        caught += 1
going = False
thread.join()
print(caught)
`),
  ).toBe('3000\n')
})
