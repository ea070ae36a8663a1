"""Passwords: published test vectors."""

from __future__ import annotations

import os
import unittest
from unittest import mock

import backend
import psycopg2
from backend import message
from psycopg2._libpq.auth import AuthError, Scram, md5_password


class ScramTest(unittest.TestCase):
    """The exchange of RFC 7677, section 3, but for the user's name, which PostgreSQL takes from the startup."""

    SERVER_FIRST = b"r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"

    def setUp(self) -> None:
        self.scram = Scram("pencil", nonce="rOprNGfwEbeRWgbNEkqO")

    def test_the_proof(self) -> None:
        self.assertEqual(self.scram.first(), b"n,,n=,r=rOprNGfwEbeRWgbNEkqO")
        final = self.scram.respond(self.SERVER_FIRST)
        self.assertTrue(final.startswith(b"c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p="))
        self.assertEqual(len(final.split(b"p=")[1]), 44)

    def test_the_rfcs_own_proof(self) -> None:
        self.scram.first = lambda: b"n,,n=user,r=rOprNGfwEbeRWgbNEkqO"  # type: ignore[method-assign]
        final = self.scram.respond(self.SERVER_FIRST)
        self.assertTrue(final.endswith(b",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="))
        self.scram.verify(b"v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")

    def test_a_server_that_does_not_know_the_password(self) -> None:
        self.scram.respond(self.SERVER_FIRST)
        with self.assertRaisesRegex(AuthError, "incorrect server signature"):
            self.scram.verify(b"v=AAAA")
        with self.assertRaisesRegex(AuthError, "nonce mismatch"):
            self.scram.respond(b"r=other,s=AAAA,i=1")


class Md5Test(unittest.TestCase):
    def test_hash_of_hash(self) -> None:
        # printf pu | md5sum, then that text and the salt through md5sum again
        self.assertEqual(md5_password("u", "p", b"\1\2\3\4"), b"md5facdc455923b0a58efea84a6d9ee0e76")


class Encrypting(backend.Backend):
    """A server that takes the offer to encrypt."""

    def send(self, data: bytes) -> None:
        """S to an SSLRequest."""
        if data[4:8] == b"\x04\xd2\x16\x2f":
            self.outbox += b"S"
        else:
            super().send(data)


class LeftOutTest(unittest.TestCase):
    """What libpq can do and this driver cannot, and how it says so."""

    def test_tls(self) -> None:
        opener = backend.install(self)
        opener.make = lambda: Encrypting({})
        for mode in ("require", "verify-ca", "verify-full"):
            with self.assertRaisesRegex(psycopg2.OperationalError, "SSL was required, but this driver cannot encrypt\n$"):
                psycopg2.connect(f"host=h user=u sslmode={mode}")
        for mode in ("disable", "allow", "prefer"):
            conn = psycopg2.connect(f"host=h user=u sslmode={mode}")
            self.assertFalse(conn.info.ssl_in_use)
            conn.close()

    def test_password_and_service_files(self) -> None:
        backend.install(self, {}, message(b"R", b"\0\0\0\3"))
        with mock.patch.dict(os.environ, {"PGPASSFILE": __file__, "PGSERVICEFILE": __file__}):
            with self.assertRaisesRegex(psycopg2.OperationalError, "fe_sendauth: no password supplied\n$"):
                psycopg2.connect(f"host=h user=u passfile={__file__}")
            with self.assertRaisesRegex(psycopg2.OperationalError, '^definition of service "s" not found\n$'):
                psycopg2.connect("service=s")


if __name__ == "__main__":
    unittest.main()
