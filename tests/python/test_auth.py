"""Passwords: published test vectors."""

from __future__ import annotations

import os
import unittest
from base64 import b64encode
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
        with self.assertRaisesRegex(AuthError, "^incorrect server signature\n$"):
            self.scram.verify(b"v=" + b64encode(bytes(32)))
        with self.assertRaisesRegex(AuthError, "nonce mismatch"):
            self.scram.respond(b"r=other,s=AAAA,i=1")


class MalformedScramTest(unittest.TestCase):
    """What libpq 17 says of a server's mistakes, observed with psycopg2-binary 2.9.13."""

    def test_first_message(self) -> None:
        for sent, problem in {
            b"": "empty message",
            b"r=nx,s=AAAA\0,i=1": "length mismatch",
            b"x": 'attribute "r" expected',
            b"\xff\xfe": 'attribute "r" expected',
            b"rx": 'expected character "=" for attribute "r"',
            b"r=nx": 'attribute "s" expected',
            b"r=nx,t=AAAA,i=1": 'attribute "s" expected',
            b"r=nx,s=A*AA,i=1": "invalid salt",
            b"r=nx,s=AAA,i=1": "invalid salt",
            b"r=nx,s=A A,i=1": "invalid salt",
            b"r=nx,s=AAAA": 'attribute "i" expected',
            b"r=nx,s=AAAA,i=": "invalid iteration count",
            b"r=nx,s=AAAA,i=0": "invalid iteration count",
            b"r=nx,s=AAAA,i=-5": "invalid iteration count",
            b"r=nx,s=AAAA,i=1_0": "invalid iteration count",
            b"r=nx,s=AAAA,i=1 ": "invalid iteration count",
            b"r=nx,s=AAAA,i=2147483648": "invalid iteration count",
            b"r=nx,s=AAAA,i=" + b"9" * 5000: "invalid iteration count",
            b"r=nx,s=AAAA,i=1,z=1": "garbage at end of server-first-message",
        }.items():
            with self.subTest(sent[:40]), self.assertRaises(AuthError) as caught:
                Scram("p", nonce="n").respond(sent)
            self.assertEqual(str(caught.exception), f"malformed SCRAM message ({problem})\n")

    def test_first_messages_that_are_taken(self) -> None:
        for sent in (b"r=nx,s=,i=1", b"r=nx,s=AAAA,i= +1", b"r=nx,s=AAAA,i=4294967297", b"r=nx,s=AAAA,i=1,", b"r=n\xff,s=AAAA,i=1"):
            with self.subTest(sent):
                self.assertTrue(Scram("p", nonce="n").respond(sent).startswith(b"c=biws,r=n"))

    def test_final_message(self) -> None:
        for sent, said in {
            b"": "malformed SCRAM message (empty message)",
            b"v=AAAA\0": "malformed SCRAM message (length mismatch)",
            b"ex": 'malformed SCRAM message (expected character "=" for attribute "e")',
            b"e=a,b": "error received from server in SCRAM exchange: a",
            b"x=": 'malformed SCRAM message (attribute "v" expected)',
            b"v=": "malformed SCRAM message (invalid server signature)",
            b"v=A*": "malformed SCRAM message (invalid server signature)",
            b"v=AAAA": "malformed SCRAM message (invalid server signature)",
            b"v=AAAA,z=1": "malformed SCRAM message (garbage at end of server-final-message)\n"
            "malformed SCRAM message (invalid server signature)",
        }.items():
            scram = Scram("p", nonce="n")
            scram.respond(b"r=nx,s=AAAA,i=1")
            with self.subTest(sent), self.assertRaises(AuthError) as caught:
                scram.verify(sent)
            self.assertEqual(str(caught.exception), said + "\n")


class MalformedRequestTest(unittest.TestCase):
    """Requests that break the protocol, observed in the same way."""

    def test_what_is_said(self) -> None:
        for payload, said in {
            b"": "received invalid authentication request",
            b"\0\0": "received invalid authentication request",
            b"\0\0\0\2": "Kerberos 5 authentication not supported",
            b"\0\0\0\3z": "expected authentication request from server, but received z",
            b"\0\0\0\5ab": "fe_sendauth: error sending password authentication",
            b"\0\0\0\5abcdef": "expected authentication request from server, but received e",
            b"\0\0\0\x0a": "fe_sendauth: invalid authentication request from server: invalid list of authentication mechanisms",
            b"\0\0\0\x0aX\0\0": "none of the server's SASL authentication mechanisms are supported",
            b"\0\0\0\x0aSCRAM-SHA-256-PLUS\0\0": "server offered SCRAM-SHA-256-PLUS authentication over a non-SSL connection",
            b"\0\0\0\x0br=x": "fe_sendauth: invalid authentication request from server: AUTH_REQ_SASL_CONT without AUTH_REQ_SASL",
            b"\xff\xff\xff\xff": "authentication method 4294967295 not supported",
        }.items():
            backend.install(self, {}, message(b"R", payload))
            with self.subTest(payload), self.assertRaises(psycopg2.OperationalError) as caught:
                psycopg2.connect("host=h user=u password=p")
            self.assertTrue(str(caught.exception).endswith(said + "\n"), caught.exception)

    def test_asked_twice(self) -> None:
        backend.install(self, {}, 2 * message(b"R", b"\0\0\0\x0aSCRAM-SHA-256\0\0"))
        with self.assertRaisesRegex(psycopg2.OperationalError, "duplicate SASL authentication request\n$"):
            psycopg2.connect("host=h user=u password=p")


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
