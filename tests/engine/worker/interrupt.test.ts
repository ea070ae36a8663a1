/** Stop is Ctrl+C first: it cancels statements and interrupts threads, and the program can still clean up. */
import { expect, test } from 'vitest'
import { createEngine } from '../../../src/cli/engine-in-node.ts'
import { expectCleanEnd, interrupted } from './interruptible.ts'
import { PROGRAMS } from './stoppable.ts'

const engine = await createEngine()
const stop = (code: string) => interrupted(engine, () => setImmediate(() => engine.interrupt()), code)

test.each(Object.entries(PROGRAMS))('%s', async (_what, code) => expectCleanEnd(await stop(code)))

test('every thread hears of it', async () => {
  const result = await stop(`
import threading, time
def work():
  try:
      time.sleep(3600)
  finally:
      print("thread cleaned up")
threads = [threading.Thread(target=work) for _ in range(3)]
for thread in threads:
  thread.start()
time.sleep(0.01)
print("begun")
for thread in threads:
  thread.join()
`)
  expect(result.stdout.match(/thread cleaned up/g)).toHaveLength(3)
  expect(result.exitStatus).toBe(130)
})

test('asyncio hears of it where none of its own code is in the middle of something', async () => {
  const code = `
import asyncio
async def consume(queue):
    while True:
        await queue.get()
        await asyncio.sleep(0)
async def main():
    queue = asyncio.Queue(5)
    async with asyncio.TaskGroup() as group:
        for _ in range(3): group.create_task(consume(queue))
        print("begun")
        while True: await queue.put(1)
try: asyncio.run(main())
finally: print("cleaned up")
`
  for (let i = 0; i < 24; i++) expectCleanEnd(await stop(code))
})

test('so does a thread that an event loop waits for', async () => {
  const result = await stop(`
import asyncio, time
def work():
    try:
        print("begun")
        time.sleep(3600)
    finally:
        print("thread cleaned up")
async def main():
    try:
        await asyncio.to_thread(work)
    finally:
        print("task cleaned up")
asyncio.run(main())
`)
  expect(result.stdout.split('\n').sort()).toEqual(['', 'begun', 'task cleaned up', 'thread cleaned up'])
  expect(result).toMatchObject({ exception: { type: 'KeyboardInterrupt' }, exitStatus: 130 })
})

test('a program may have a way of its own', async () => {
  const code =
    'import signal, time\nsignal.signal(signal.SIGINT, lambda *_: print("no"))\nprint("begun")\ntime.sleep(0.05)\nprint("went on")'
  expect(await stop(code)).toMatchObject({ stdout: 'begun\nno\nwent on\n', exception: null })
})
