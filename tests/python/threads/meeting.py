"""Events, conditions, semaphores, barriers, locks: who goes on when."""

import threading
import time

began = time.monotonic()


def passed():
    global began
    before, began = began, time.monotonic()
    return round(began - before, 1)


def start(*threads):
    for thread in threads:
        thread.start()
    return threads


def join(threads):
    for thread in threads:
        thread.join()


event = threading.Event()
print(event.wait(0.1), passed(), event.is_set())
start(threading.Timer(0.2, event.set))
print(event.wait(), passed())
(timer,) = start(threading.Timer(0.2, print, ["never"]))
timer.cancel()
timer.join()
print(passed())

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
    print(condition.wait(0.1), condition.wait_for(lambda: True), condition.wait_for(lambda: False, 0.1), passed())

semaphore = threading.Semaphore(2)
inside, most = [], []


def enter(number):
    with semaphore:
        inside.append(number)
        time.sleep(0.1)
        most.append(len(inside))
        inside.remove(number)


join(start(*(threading.Thread(target=enter, args=(number,)) for number in range(5))))
print(max(most), [semaphore.acquire(False) for _ in range(3)], semaphore.acquire(timeout=0.1), passed())

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

passed()
(sleeper,) = start(threading.Thread(target=time.sleep, args=(0.3,)))
sleeper.join(0.1)
print(sleeper.is_alive())
sleeper.join()
print(sleeper.is_alive(), passed())
