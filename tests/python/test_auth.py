"""Passwords: published test vectors."""

from __future__ import annotations

import unittest

from psycopg2._auth import AuthError, Scram, md5_password


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


if __name__ == "__main__":
    unittest.main()
