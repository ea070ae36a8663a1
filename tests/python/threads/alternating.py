"""Whose turn it is, by events; a counter that many share."""

import threading

first, second = threading.Event(), threading.Event()


def take_turns(mine, others, word):
    for number in range(3):
        mine.wait()
        mine.clear()
        print(word, number)
        others.set()


threads = [
    threading.Thread(target=take_turns, args=(first, second, "ping")),
    threading.Thread(target=take_turns, args=(second, first, "pong")),
]
for thread in threads:
    thread.start()
first.set()
for thread in threads:
    thread.join()

total = 0
lock = threading.Lock()


def add():
    global total
    for _ in range(20_000):
        with lock:
            total += 1


threads = [threading.Thread(target=add) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total)
