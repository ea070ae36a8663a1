"""Signals that a program sends to itself, or its timer: handlers are called in the main thread, whoever sends and wherever it waits."""

import os
import signal
import sys
import threading
import time


class Told(Exception):
    pass


def note(number, _frame):
    print(signal.Signals(number).name, threading.current_thread().name)


def tell(number, _frame):
    raise Told(signal.Signals(number).name)


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return type(error).__name__, str(error).rpartition("] ")[2]


signal.signal(signal.SIGUSR1, note)
signal.raise_signal(signal.SIGUSR1)
os.kill(os.getpid(), signal.SIGUSR1)
thread = threading.Thread(target=signal.raise_signal, args=(signal.SIGUSR1,))
thread.start()
thread.join()
for number in signal.SIGCHLD, signal.SIGCONT, signal.SIGURG, signal.SIGWINCH:
    signal.raise_signal(number)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.kill(os.getpid(), signal.SIGTERM)
print(attempt(signal.raise_signal, 999), attempt(signal.signal, signal.SIGKILL, note))

signal.signal(signal.SIGALRM, tell)
event, lock = threading.Event(), threading.Lock()
lock.acquire()
for wait in event.wait, lock.acquire, lambda: time.sleep(10), signal.pause:
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    print(attempt(wait), signal.getitimer(signal.ITIMER_REAL))


def loop():
    while True:
        pass


signal.setitimer(signal.ITIMER_REAL, 0.05, 10)
print(attempt(loop), [round(seconds) for seconds in signal.getitimer(signal.ITIMER_REAL)])
print(signal.alarm(5), signal.alarm(0), signal.getitimer(signal.ITIMER_REAL))
print(attempt(signal.setitimer, signal.ITIMER_REAL, -1)[1], attempt(signal.setitimer, 9, 1)[1], attempt(signal.alarm, 1.5)[0])

rings = []
signal.signal(signal.SIGALRM, lambda *_: rings.append(time.monotonic()))
began = time.monotonic()
signal.setitimer(signal.ITIMER_REAL, 0.1, 0.2)
while len(rings) < 3:
    time.sleep(0.01)
signal.setitimer(signal.ITIMER_REAL, 0)
# A busy machine may be late; the clock of the engine is not
latest = 0.05 if sys.platform == "emscripten" else 2
print([-0.02 < ring - began - due < latest for ring, due in zip(rings, (0.1, 0.3, 0.5))])
