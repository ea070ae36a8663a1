"""asyncio: three queries, one thread"""

import asyncio

import psycopg2
from psycopg2.extensions import POLL_OK, POLL_READ


async def ready(conn):
    """Wait until an asynchronous connection has finished what it is doing."""
    loop = asyncio.get_running_loop()
    while (state := conn.poll()) != POLL_OK:
        if state == POLL_READ:
            add, remove = loop.add_reader, loop.remove_reader
        else:
            add, remove = loop.add_writer, loop.remove_writer
        descriptor, event = conn.fileno(), asyncio.Event()
        add(descriptor, event.set)
        try:
            await event.wait()
        finally:
            remove(descriptor)


async def ask(query, seconds):
    conn = psycopg2.connect("dbname=lab user=reader", async_=True)
    await ready(conn)
    cur = conn.cursor()
    cur.execute(query)
    try:
        await asyncio.wait_for(ready(conn), seconds)
    except asyncio.TimeoutError:
        conn.cancel()
        await ready(conn)  # raises QueryCanceled
    return cur.fetchone()[0]


async def main():
    loop = asyncio.get_running_loop()
    began = loop.time()
    answers = await asyncio.gather(
        ask("SELECT 'an answer' FROM pg_sleep(0.6)", 5),
        ask("SELECT 'another answer' FROM pg_sleep(0.6)", 5),
        ask("SELECT 'never' FROM pg_sleep(10)", 0.9),
        return_exceptions=True,
    )
    print(f"three queries: {loop.time() - began:.0f} s")
    for answer in answers:
        if isinstance(answer, psycopg2.Error):
            print(f"{type(answer).__name__}: {answer.diag.message_primary}")
        else:
            print(answer)


asyncio.run(main())
