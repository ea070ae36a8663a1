/** Programs that are stopped. */
import type { RunResult } from '../../../src/messages/run.ts'

const CONNECT = 'import psycopg2\nc = psycopg2.connect("dbname=lab")\nk = c.cursor()\n'
/** Each must clean up and end with KeyboardInterrupt. */
export const PROGRAMS = {
  'a loop': 'try:\n    print("begun")\n    while True:\n        pass\nfinally:\n    print("cleaned up")',
  'a sleep': 'import time\ntry:\n    print("begun")\n    time.sleep(3600)\nfinally:\n    print("cleaned up")',
  'a flood': 'try:\n    while True:\n        print("more")\nfinally:\n    print("cleaned up")',
  'a statement that waits': `${CONNECT}try:\n    print("begun")\n    k.execute("select pg_sleep(3600)")\nfinally:\n    c.rollback()\n    print("cleaned up", c.info.transaction_status)`,
  'a statement that works': `${CONNECT}try:\n    print("begun")\n    k.execute("do $$ begin loop end loop; end $$")\nfinally:\n    c.rollback()\n    print("cleaned up", c.info.transaction_status)`,
  statements: `${CONNECT}try:
    print("begun")
    while True:
        k.execute("select 1")
        k.execute("select pg_sleep(0.001)")
        c.commit()
finally:
    c.rollback()
    print("cleaned up", c.info.transaction_status)`,
} as const
/** As above, where threads can be. */
export const WITH_THREADS = {
  'a shared connection': `${CONNECT}import threading
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
  'threads, locks and statements': `${CONNECT}import threading, time
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

/** As they all do if they are stopped. */
export const endsCleanly = ({ stdout, exception, exitStatus }: RunResult) =>
  /cleaned up( 0)?\n$/.test(stdout) && exception?.type === 'KeyboardInterrupt' && exitStatus === 130
