"""Threads are waited for at the end, daemons are not: they stop where they are."""

import atexit
import os
import sys
import threading
import time

atexit.register(print, "atexit")
lock = threading.Lock()
lock.acquire()


def late():
    time.sleep(0.2)
    print("late")
    threading.Thread(target=later).start()


def later():
    time.sleep(0.1)
    print("later still")


def forever():
    try:
        while True:
            time.sleep(0.03)
    finally:
        print("never printed")


def stubborn():
    while True:
        try:
            time.sleep(1000)
        except BaseException:
            print("never printed, either")


def busy():
    while True:
        pass


def managing():
    with open(os.devnull), lock:
        print("never here")


class Loud:
    def __del__(self):
        print("not even this")


def generating():
    loud = Loud()
    try:
        yield loud
    finally:
        print("nor this")


def suspended():
    for _ in generating():
        time.sleep(1000)


threading.Thread(target=late).start()
for function in forever, stubborn, busy, managing, lock.acquire, suspended:
    threading.Thread(target=function, daemon=True).start()
print("main is over", threading.active_count())
sys.exit(4)
