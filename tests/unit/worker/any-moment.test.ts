/** Ctrl+C at any moment: whatever a program was about to do, it ends, and what it still wants to do is done. */
import { test } from 'vitest'
import { createLab } from '../../../src/cli/lab-in-node.ts'
import { SteppedClock } from '../../../src/turns/clock.ts'
import { expectCleanEnd } from './interruptible.ts'

const lab = await createLab({ clock: new SteppedClock() })

const CONNECT = 'import psycopg2, threading, time\nc = psycopg2.connect("dbname=lab")\nk = c.cursor()'
const PROGRAMS = {
  statements: `${CONNECT}
try:
    print("begun")
    while True:
        k.execute("select 1; select pg_sleep(0.001)")
        c.commit()
finally:
    c.rollback()
    print("cleaned up", c.info.transaction_status)`,
  'a shared connection': `${CONNECT}
def work():
    c.cursor().execute("do $$ begin loop perform pg_sleep(1); end loop; end $$")
threads = [threading.Thread(target=work) for _ in range(3)]
try:
    print("begun")
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
finally:
    c.rollback()
    print("cleaned up", c.info.transaction_status)`,
  'threads, locks and statements': `${CONNECT}
lock = threading.Lock()
def work():
    with psycopg2.connect("dbname=lab") as mine:
        while True:
            with lock:
                mine.cursor().execute("select pg_sleep(0.01)")
            time.sleep(0.005)
threads = [threading.Thread(target=work) for _ in range(3)]
try:
    print("begun")
    for thread in threads:
        thread.start()
    while True:
        with lock:
            k.execute("select pg_sleep(0.01)")
finally:
    c.rollback()
    print("cleaned up", c.info.transaction_status)`,
} as const

/** So many of what is told of a run, from its first output on. Some 50 ms each. */
const MOMENTS = 40

test.each(Object.entries(PROGRAMS))('%s', async (_what, code) => {
  for (let moment = 0; moment < MOMENTS; moment++) {
    let left: number | null = null
    // As a message of the page, it comes when nobody is in the middle of something
    const told = () => left !== null && left-- === 0 && queueMicrotask(() => lab.interrupt())
    const output = () => {
      left ??= moment
    }
    const result = await lab.run({ code, fileName: 'main.py', setup: null, clock: 'real' }, { output, event: told, line: told })
    await lab.reset()
    expectCleanEnd(result)
  }
})
