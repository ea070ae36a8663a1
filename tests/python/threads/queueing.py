"""All kinds of queues."""

import queue
import threading
import time


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return type(error).__name__


for kind in (queue.Queue, queue.LifoQueue, queue.PriorityQueue):
    some = kind()
    for item in (2, 3, 1):
        some.put(item)
    print(kind.__name__, some.qsize(), [some.get() for _ in range(3)], attempt(some.get, False), attempt(some.get, timeout=0.01))

one = queue.Queue(1)
one.put(1)
print(attempt(one.put, 2, False), attempt(one.put, 2, True, 0.01), one.full(), one.get())


def produce():
    for item in range(5):
        one.put(item)
    one.put(None)


threading.Thread(target=produce).start()
print(list(iter(one.get, None)))

tasks = queue.Queue()
done = []


def work():
    for item in iter(tasks.get, None):
        time.sleep(0.01)
        done.append(item)
        tasks.task_done()


threads = [threading.Thread(target=work) for _ in range(3)]
for thread in threads:
    thread.start()
for item in range(9):
    tasks.put(item)
tasks.join()
print(sorted(done))
for _ in threads:
    tasks.put(None)
for thread in threads:
    thread.join()

simple = queue.SimpleQueue()
print(attempt(simple.get, False), attempt(simple.get, True, 0.01), attempt(simple.get, True, -1), simple.empty(), simple.qsize())
threading.Timer(0.1, simple.put, ["late"]).start()
print(simple.get(), attempt(simple.get_nowait))
got = []
threads = [threading.Thread(target=lambda: got.append(simple.get())) for _ in range(3)]
for thread in threads:
    thread.start()
for item in "abc":
    simple.put(item)
for thread in threads:
    thread.join()
print(sorted(got))
