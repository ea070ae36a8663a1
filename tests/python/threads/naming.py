"""Threads, what they are called, and who there is."""

import threading


def work():
    me = threading.current_thread()
    print(me.name, me.daemon, me is threading.main_thread(), me.ident == threading.get_ident())


class Mine(threading.Thread):
    def run(self):
        print(self.name, self.is_alive())


for thread in (
    threading.Thread(target=work),
    threading.Thread(target=work, name="worker"),
    threading.Thread(target=work, daemon=True),
    threading.Timer(0, work),
    Mine(),
):
    print(thread.name, thread.is_alive(), thread.ident)
    thread.start()
    thread.join()
    print(thread.is_alive(), thread.ident == threading.get_ident(), repr(thread).split(",")[1].split()[0])

print(threading.current_thread().name, threading.active_count(), [thread.name for thread in threading.enumerate()])
ready = threading.Event()
threads = [threading.Thread(target=ready.wait) for _ in range(3)]
for thread in threads:
    thread.start()
print(threading.active_count(), len({thread.ident for thread in threading.enumerate()}), all(thread.native_id for thread in threads))
ready.set()
for thread in threads:
    thread.join()
print(threading.active_count())
