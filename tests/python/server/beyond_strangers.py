"""Connections to who is no PostgreSQL server, or does not answer: what libpq says of them, and when."""

from __future__ import annotations

import os
import select
import socket
import threading
import unittest
from contextlib import ExitStack
from typing import Callable

import psycopg2
from psycopg2 import extensions

HERE = "127.0.0.1"
CLOSED = (
    "server closed the connection unexpectedly\n"
    "\tThis probably means the server terminated abnormally\n"
    "\tbefore or while processing the request.\n"
)
STARTING = b"SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0"


def hangs_up(client: socket.socket) -> None:
    """Reads nothing."""


def hangs_up_when_asked(client: socket.socket) -> None:
    """Does not even refuse to encrypt."""
    client.recv(8)


def hangs_up_at_the_startup_packet(client: socket.socket) -> None:
    """Does not encrypt, and says nothing else."""
    client.recv(8)
    client.sendall(b"N")
    client.recv(1000)


def speaks_http(client: socket.socket) -> None:
    """To whatever is asked."""
    client.recv(8)
    client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    client.recv(1000)


def speaks_http_later(client: socket.socket) -> None:
    """Once it has not encrypted."""
    hangs_up_at_the_startup_packet(client)
    client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    client.recv(1000)


def fails(client: socket.socket) -> None:
    """Cannot answer whether it encrypts."""
    client.recv(8)
    client.sendall(b"E\0\0\0\5\0")
    client.recv(1000)


def starts_up(client: socket.socket) -> None:
    """Lets nobody in yet."""
    hangs_up_at_the_startup_packet(client)
    client.sendall(b"E" + (len(STARTING) + 4).to_bytes(4, "big") + STARTING)


# Who answers, what libpq says, whether the socket stays, and whether the next host is tried
STRANGERS: tuple[tuple[Callable[[socket.socket], None], str, bool, bool], ...] = (
    (hangs_up, CLOSED, False, False),
    (hangs_up_when_asked, CLOSED, False, False),
    (hangs_up_at_the_startup_packet, CLOSED, False, False),
    (speaks_http, "received invalid response to SSL negotiation: H\n", True, False),
    (speaks_http_later, "expected authentication request from server, but received H\n", True, False),
    (fails, "server sent an error response during SSL exchange\n", True, False),
    (starts_up, "FATAL:  the database system is starting up\n", True, True),
)


class StrangersTest(unittest.TestCase):
    def listen(self, serve: Callable[[socket.socket], None]) -> int:
        """The port of a server that serves one client after another."""
        listener = socket.create_server((HERE, 0))
        self.addCleanup(listener.close)

        def run() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                with client:
                    try:
                        serve(client)
                    except OSError:
                        pass

        threading.Thread(target=run, daemon=True).start()
        return listener.getsockname()[1]

    def polled(self, dsn: str) -> tuple[extensions.connection, str | None]:
        """The connection and what ended it, None if it was made."""
        conn = psycopg2.connect(dsn, async_=1)
        while True:
            try:
                polled = conn.poll()
            except psycopg2.OperationalError as error:
                return conn, str(error)
            if polled == extensions.POLL_OK:
                return conn, None
            wanted = ([conn], [], []) if polled == extensions.POLL_READ else ([], [conn], [])
            self.assertNotEqual(select.select(*wanted, 10), ([], [], []))

    def test_what_is_said_of_them(self) -> None:
        own = os.environ["PGPORT"]
        for serve, text, stays, goes_on in STRANGERS:
            with self.subTest(serve.__name__):
                port = self.listen(serve)
                alone = f"host={HERE} port={port}"
                two = f"host={HERE},{HERE} port={port},{own}"
                with self.assertRaises(psycopg2.OperationalError) as caught:
                    psycopg2.connect(alone)
                self.assertEqual(str(caught.exception), f'connection to server at "{HERE}", port {port} failed: {text}')
                conn, problem = self.polled(alone)
                self.assertEqual((problem, conn.fileno() >= 0, conn.closed, conn.info.status), (text, stays, 0, 1))
                conn.close()
                conn, problem = self.polled(two)
                self.assertEqual(problem, None if goes_on else text)
                conn.close()
                if goes_on:
                    psycopg2.connect(two).close()

    def test_nobody_answers(self) -> None:
        """A kernel that takes no more clients lets the others wait."""
        with ExitStack() as stack:
            listener = stack.enter_context(socket.create_server((HERE, 0), backlog=0))
            port = listener.getsockname()[1]
            for _ in range(4):
                waiting = stack.enter_context(socket.socket())
                waiting.setblocking(False)
                waiting.connect_ex((HERE, port))
            with self.assertRaises(psycopg2.OperationalError) as caught:
                psycopg2.connect(f"host={HERE} port={port} connect_timeout=1")
            self.assertEqual(str(caught.exception), f'connection to server at "{HERE}", port {port} failed: timeout expired\n')
            psycopg2.connect(f"host={HERE},{HERE} port={port},{os.environ['PGPORT']} connect_timeout=1").close()
            conn = psycopg2.connect(f"host={HERE} port={port} connect_timeout=1", async_=1)
            self.addCleanup(conn.close)
            self.assertEqual((conn.poll(), conn.info.status), (extensions.POLL_WRITE, 2))
            self.assertEqual(select.select([conn], [conn], [], 0.2), ([], [], []))
            # Who does not wait for the connection finds out when there is something to send
            self.assertEqual((conn.poll(), conn.info.status), (extensions.POLL_WRITE, 3))
            with self.assertRaises(psycopg2.OperationalError) as caught:
                conn.poll()
            self.assertEqual(str(caught.exception), "could not send SSL negotiation packet: Resource temporarily unavailable\n")

    def test_a_server_that_says_nothing(self) -> None:
        """poll() never waits for it."""
        held = threading.Event()
        self.addCleanup(held.set)
        port = self.listen(lambda client: bool(held.wait(10)))
        conn = psycopg2.connect(f"host={HERE} port={port}", async_=1)
        self.addCleanup(conn.close)
        for wanted in (2, 2, 1):
            self.assertEqual(conn.poll(), wanted)
            select.select([], [conn], [], 5)
        self.assertEqual([conn.poll() for _ in range(3)], [1, 1, 1])
        self.assertEqual(conn.info.status, 7)


if __name__ == "__main__":
    unittest.main()
