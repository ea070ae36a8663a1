"""asyncio, with threads beside it."""

import asyncio
import select
import socket
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


async def tick(name, seconds):
    for number in range(2):
        await asyncio.sleep(seconds)
        sys.stdout.write(f"{name} {number}\n")  # in one piece, where threads print at the same time
    return name


def block(number):
    time.sleep(0.2)
    return number, threading.current_thread() is not threading.main_thread()


async def main():
    loop = asyncio.get_running_loop()
    print(type(loop).__name__, await asyncio.gather(tick("a", 0.1), tick("b", 0.15)), passed(0.3))
    print(await asyncio.gather(asyncio.to_thread(block, 1), loop.run_in_executor(None, block, 2), tick("c", 0.05)), passed(0.2))
    woken = asyncio.Event()
    threading.Timer(0.1, loop.call_soon_threadsafe, (woken.set,)).start()
    await woken.wait()
    print("woken", passed(0.1))
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.1)
    except asyncio.TimeoutError:
        print("too long", passed(0.1))

    async def numbers():
        try:
            for number in range(10):
                yield number
        finally:
            print("closed")

    async for number in numbers():
        if number == 1:
            break


asyncio.run(main())
results = []
threads = [threading.Thread(target=lambda: results.append(asyncio.run(tick("in a thread", 0.1)))) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(results, passed(0.2))

one, other = socket.socketpair()
print(select.select([one], [], [], 0.1)[0], passed(0.1))
threading.Timer(0.1, other.send, (b"sent",)).start()
print(select.select([one], [], [], 5)[0] == [one], one.recv(10), passed(0.1))
one.setblocking(False)
try:
    one.recv(1)
except BlockingIOError:
    print("nothing yet")
poll = select.poll()
poll.register(one, select.POLLIN)
print(poll.poll(100), passed(0.1))
other.close()
print([event & select.POLLIN for _, event in poll.poll()], one.recv(10))
print(select.select([], [], [], 0.1), passed(0.1))
one.close()
