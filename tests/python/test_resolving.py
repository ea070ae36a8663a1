"""How the addresses of a host are asked for."""

from __future__ import annotations

import socket
import unittest
from unittest import mock

from psycopg2._libpq.socket import SocketOpener


class ResolvingTest(unittest.TestCase):
    def test_libraries_may_put_a_getaddrinfo_of_their_own_in_place(self) -> None:
        # Eventlet's names its fourth parameter otherwise than CPython's
        def resolve(host: str, port: int, family: int = 0, socktype: int = 0) -> list[tuple[object, ...]]:
            self.assertEqual((host, port, family, socktype), ("db.example", 5432, 0, socket.SOCK_STREAM))
            return [(socket.AF_INET, socktype, 6, "", ("192.0.2.1", port))]

        with mock.patch("socket.getaddrinfo", resolve):
            self.assertEqual(SocketOpener().resolve("db.example", 5432), ["192.0.2.1"])


if __name__ == "__main__":
    unittest.main()
