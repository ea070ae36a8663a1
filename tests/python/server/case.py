"""What the tests against a server have in common."""

from __future__ import annotations

import unittest

import psycopg2
from psycopg2 import extensions


class ConnectingCase(unittest.TestCase):
    """Connects as often as a test wants, by the PG* environment."""

    def connect(self, **kwargs: object) -> extensions.connection:
        conn = psycopg2.connect("", **kwargs)
        self.addCleanup(conn.close)
        return conn


class ServerCase(ConnectingCase):
    """One connection with a cursor."""

    def setUp(self) -> None:
        self.conn = self.connect()
        self.cursor = self.conn.cursor()

    def ask(self, query: object, variables: object = None) -> object:
        """The one value that ``query`` gives."""
        self.cursor.execute(query, variables)
        (value,) = self.cursor.fetchone()
        return value
