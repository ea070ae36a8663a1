"""What else waits for an asynchronous connection, whether it is refused or made: poll(), selectors, asyncio."""

import asyncio
import os
import select
import selectors

import psycopg2
from observe import attempt, show
from psycopg2 import extensions, extras

PORT = os.environ["PGPORT"]
HERE = "127.0.0.1"


def by_poll(conn):
    poller = select.poll()
    while True:
        polled = conn.poll()
        if polled == extensions.POLL_OK:
            return "made"
        poller.register(conn, select.POLLIN if polled == extensions.POLL_READ else select.POLLOUT)
        [(descriptor, events)] = poller.poll(5000)
        if descriptor != conn.fileno() or not events:
            return "nothing came"
        poller.unregister(conn)


def by_selector(conn):
    with selectors.DefaultSelector() as selector:
        while True:
            polled = conn.poll()
            if polled == extensions.POLL_OK:
                return "made"
            event = selectors.EVENT_READ if polled == extensions.POLL_READ else selectors.EVENT_WRITE
            key = selector.register(conn, event)
            if selector.select(5) != [(key, event)]:
                return "nothing came"
            selector.unregister(conn)


async def by_loop(conn):
    loop = asyncio.get_running_loop()
    while True:
        polled = conn.poll()
        if polled == extensions.POLL_OK:
            return "made"
        ready = asyncio.Event()
        descriptor = conn.fileno()
        if polled == extensions.POLL_READ:
            loop.add_reader(descriptor, ready.set)
        else:
            loop.add_writer(descriptor, ready.set)
        try:
            await asyncio.wait_for(ready.wait(), 5)
        finally:
            loop.remove_reader(descriptor)
            loop.remove_writer(descriptor)


for what, dsn in (
    ("a server", f"host={HERE}"),
    ("no server", f"host={HERE} port=1"),
    ("the second port", f"host={HERE},{HERE} port=1,{PORT}"),
    ("no database", f"host={HERE} dbname=nosuch"),
):
    print(f"-- {what}")
    attempt("wait_select", extras.wait_select, psycopg2.connect(dsn, async_=1))
    attempt("poll", by_poll, psycopg2.connect(dsn, async_=1))
    attempt("selector", by_selector, psycopg2.connect(dsn, async_=1))
    attempt("asyncio", asyncio.run, by_loop(psycopg2.connect(dsn, async_=1)))


async def both():
    conns = [psycopg2.connect(f"host={HERE}", async_=1), psycopg2.connect(f"host={HERE} port=1", async_=1)]
    return await asyncio.gather(*map(by_loop, conns), return_exceptions=True)


made, refused = asyncio.run(both())
show("at once", (made, type(refused).__name__))
