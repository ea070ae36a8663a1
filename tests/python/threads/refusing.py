"""What cannot be done with threads and locks."""

import threading


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


thread = threading.Thread(target=lambda: None)
attempt(thread.join)
thread.start()
attempt(thread.start)
thread.join()
attempt(thread.start)
attempt(threading.current_thread().join)
attempt(threading.Thread, target=None, group=1)

lock = threading.Lock()
for arguments in (), (False,), (False,), (True, 0.01), (False, 1):
    attempt(lock.acquire, *arguments)
attempt(lock.locked)
attempt(lock.release)
attempt(lock.release)

again = threading.RLock()
attempt(again.release)
attempt(again.acquire)
attempt(again.acquire)
for _ in range(3):
    attempt(again.release)

attempt(threading.Condition().wait)
attempt(threading.Condition().notify)
attempt(threading.Semaphore, -1)
attempt(threading.BoundedSemaphore(1).release)
attempt(threading.stack_size)
attempt(threading.stack_size, 5)


class Forgetful(threading.Thread):
    def __init__(self):
        pass


attempt(Forgetful().start)


def in_a_thread(function, *args):
    thread = threading.Thread(target=attempt, args=(function, *args))
    thread.start()
    thread.join()


lock.acquire()
in_a_thread(lock.release)
print(lock.locked())
again.acquire()
in_a_thread(again.release)
in_a_thread(again.acquire, False)
