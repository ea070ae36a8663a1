"""concurrent.futures over threads."""

import threading
import time
from concurrent.futures import FIRST_COMPLETED, CancelledError, ThreadPoolExecutor, TimeoutError, as_completed, wait


def slow(number):
    time.sleep(number / 20)
    return number


def name():
    time.sleep(0.05)
    return threading.current_thread().name


with ThreadPoolExecutor(3, thread_name_prefix="pool") as pool:
    print(list(pool.map(slow, [3, 1, 2])))
    print([future.result() for future in as_completed([pool.submit(slow, number) for number in (3, 1, 2)])])
    done, rest = wait([pool.submit(slow, number) for number in (1, 5)], return_when=FIRST_COMPLETED)
    print([future.result() for future in done], len(rest))
    wait(rest)
    print(sorted({future.result() for future in [pool.submit(name) for _ in range(6)]}))
    future = pool.submit(lambda: 1 / 0)
    try:
        future.result()
    except ZeroDivisionError as error:
        print(error, future.exception() is error)
    future = pool.submit(slow, 10)
    try:
        future.result(timeout=0.01)
    except TimeoutError:
        print("not yet", future.running(), future.done())
    blocked = [pool.submit(slow, 5) for _ in range(4)]
    print(blocked[-1].cancel(), blocked[-1].cancelled())
    try:
        blocked[-1].result()
    except CancelledError:
        print("cancelled")
    pool.submit(slow, 1).add_done_callback(lambda future: print("called back", future.result()))
try:
    pool.submit(slow, 1)
except RuntimeError as error:
    print(error)

pool = ThreadPoolExecutor(1, initializer=print, initargs=("begun",))
futures = [pool.submit(slow, 4) for _ in range(3)]
time.sleep(0.05)
pool.shutdown(cancel_futures=True)
print([future.cancelled() for future in futures])

left = ThreadPoolExecutor(2)
left.submit(slow, 4).add_done_callback(lambda future: print("at the end", future.result()))
print("the main thread is over")
