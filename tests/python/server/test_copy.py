"""COPY from and to files of the program, and a file that cannot be read."""

from __future__ import annotations

import io
import unittest

from psycopg2 import errors

from case import ServerCase


class CopyTest(ServerCase):
    def test_copy(self) -> None:
        self.cursor.execute("create temp table t (a int, b text)")
        self.cursor.copy_from(io.StringIO("1\ta\n2\t\\N\n"), "t")
        self.assertEqual(self.cursor.rowcount, 2)
        out = io.StringIO()
        self.cursor.copy_expert("copy t to stdout with csv", out)
        self.assertEqual(out.getvalue(), "1,a\n2,\n")

        class Broken:
            def read(self, size: int) -> str:
                raise ZeroDivisionError

        with self.assertRaisesRegex(errors.QueryCanceled, "COPY from stdin failed: error in .read\\(\\) call"):
            self.cursor.copy_from(Broken(), "t")
        self.conn.rollback()
        self.assertEqual(self.ask("select 1"), 1)


if __name__ == "__main__":
    unittest.main()
