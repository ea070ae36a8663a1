"""``os._exit`` in a thread is the end of all."""

import atexit
import os
import sys
import threading
import time

atexit.register(print, "never")


def leave():
    try:
        time.sleep(0.1)
        print("leaving")
        sys.stdout.flush()
        os._exit(7)
    finally:
        print("never")


threading.Thread(target=leave).start()
threading.Thread(target=time.sleep, args=(1,)).start()
try:
    time.sleep(1)
finally:
    print("never")
