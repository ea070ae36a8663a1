"""Exceptions in threads: each has its own, across all that is suspended."""

import sys
import threading
import time


def run(*functions):
    threads = [threading.Thread(target=function) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def bad():
    raise ValueError("of a thread")


threading.excepthook = lambda args: print("hook:", args.exc_type.__name__, args.exc_value, args.thread.name)
run(bad)
run(lambda: sys.exit(3))


def catch(name, seconds):
    def work():
        try:
            bad()
        except ValueError as caught:
            time.sleep(seconds)
            try:
                raise
            except ValueError as same:
                said.append((name, same is caught, sys.exc_info()[1] is caught))
            try:
                {}[name]
            except KeyError as second:
                time.sleep(seconds)
                said.append((name, second.__context__ is caught))
        said.append((name, sys.exc_info()))

    return work


said = []
run(catch("a", 0.1), catch("b", 0.15), catch("c", 0.4))
for line in said:
    print(*line)


class Manager:
    def __enter__(self):
        time.sleep(0.1)

    def __exit__(self, kind, *_):
        time.sleep(0.1)
        exits.append(kind.__name__)
        return True


def manage():
    with Manager():
        raise KeyError


def generate():
    try:
        for number in range(3):
            time.sleep(0.05)
            yield number
    finally:
        time.sleep(0.05)
        exits.append("closed")


def iterate():
    for number in generate():
        if number == 1:
            return


exits = []
run(manage, manage, iterate)
print(sorted(exits))


def slowly():
    time.sleep(0.2)
    yield 1


shared = slowly()


def pull():
    try:
        print(next(shared))
    except ValueError as error:
        print(error)


def late():
    time.sleep(0.1)
    pull()


run(pull, late)


def deep(depth):
    return 0 if depth == 0 else 1 + deep(depth - 1)


def recurse():
    depths.append(deep(700))
    time.sleep(0.1)
    depths.append(deep(800))
    try:
        deep(10**6)
    except RecursionError:
        depths.append("too deep")


depths = []
run(recurse, recurse)
print(sorted(depths, key=str))
