"""What psycopg2 hands out of libpq, and this driver has not."""

import unittest

import backend
import psycopg2


class WithoutLibpqTest(unittest.TestCase):
    def test_what_libpq_has(self) -> None:
        backend.install(self)
        conn = psycopg2.connect("host=h user=u")
        self.addCleanup(conn.close)
        self.assertIsNone(conn.pgconn_ptr)
        self.assertIsNone(conn.cursor().pgresult_ptr)
        with self.assertRaises(psycopg2.NotSupportedError):
            conn.get_native_connection()


if __name__ == "__main__":
    unittest.main()
