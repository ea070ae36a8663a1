"""Events, conditions, semaphores, barriers, locks: who goes on when."""

import sys
import threading
import time

began = time.monotonic()
# A busy machine may be late; the clock of the engine is not
LATEST = 0.05 if sys.platform == "emscripten" else 2


def passed(seconds):
    """``seconds`` if so many have passed since the last time, else how many have."""
    global began
    before, began = began, time.monotonic()
    return seconds if -0.02 < began - before - seconds < LATEST else began - before


def start(*threads):
    for thread in threads:
        thread.start()
    return threads


def join(threads):
    for thread in threads:
        thread.join()


event = threading.Event()
print(event.wait(0.1), passed(0.1), event.is_set())
start(threading.Timer(0.2, event.set))
print(event.wait(), passed(0.2))
(timer,) = start(threading.Timer(0.2, print, ["never"]))
timer.cancel()
timer.join()
print(passed(0.0))

condition = threading.Condition()
items = []


def consume(number):
    with condition:
        while not items:
            condition.wait()
        taken.append((number, items.pop(0)))


taken = []
consumers = start(*(threading.Thread(target=consume, args=(number,)) for number in range(3)))
with condition:
    items.append("a")
    condition.notify()
consumers[0].join()
print(taken)
with condition:
    items.extend("bc")
    condition.notify_all()
join(consumers)
print([sorted(column) for column in zip(*taken)])
with condition:
    print(condition.wait(0.1), condition.wait_for(lambda: True), condition.wait_for(lambda: False, 0.1), passed(0.2))

semaphore = threading.Semaphore(2)
inside, most = [], []


def enter(number):
    with semaphore:
        inside.append(number)
        time.sleep(0.1)
        most.append(len(inside))
        inside.remove(number)


join(start(*(threading.Thread(target=enter, args=(number,)) for number in range(5))))
print(max(most), [semaphore.acquire(False) for _ in range(3)], semaphore.acquire(timeout=0.1), passed(0.4))

barrier = threading.Barrier(3, action=lambda: print("all are here"))


def meet(number):
    time.sleep(number * 0.1)
    met.append(barrier.wait())


met = []
join(start(*(threading.Thread(target=meet, args=(number,)) for number in range(3))))
print(sorted(met), barrier.n_waiting, barrier.broken)
try:
    barrier.wait(0.1)
except threading.BrokenBarrierError:
    print("broken", barrier.broken)
barrier.reset()
print(barrier.broken)

lock = threading.Lock()
order = []


def take(number):
    with lock:
        order.append(number)


with lock:
    threads = []
    for number in range(4):
        threads.extend(start(threading.Thread(target=take, args=(number,))))
        time.sleep(0.05)
join(threads)
print(order)

again = threading.RLock()


def nest(number):
    with again:
        with again:
            time.sleep(0.05)
            order.append(number)
        order.append(number)


order.clear()
join(start(*(threading.Thread(target=nest, args=(number,)) for number in range(3))))
print(order)

passed(0)
(sleeper,) = start(threading.Thread(target=time.sleep, args=(0.3,)))
sleeper.join(0.1)
print(sleeper.is_alive())
sleeper.join()
print(sleeper.is_alive(), passed(0.3))
