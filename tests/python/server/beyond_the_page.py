"""What works over a socket and not in the page: other processes."""

from __future__ import annotations

import os
import subprocess
import sys
import unittest


class WarningsTest(unittest.TestCase):
    def test_none_is_given(self) -> None:
        """Neither by any module, nor by connections that are left behind in whatever state."""
        program = """
import gc, psycopg2
from psycopg2 import errorcodes, errors, extensions, extras, pool, sql, tz
conn = psycopg2.connect("")
conn.cursor().execute("select 1")
under_way = psycopg2.connect("", async_=1)
for dsn in ("password=wrong", "host=127.0.0.1 port=1"):
    try:
        psycopg2.connect(dsn)
    except psycopg2.OperationalError:
        pass
lost = psycopg2.connect("")
try:
    lost.cursor().execute("select pg_terminate_backend(pg_backend_pid())")
except psycopg2.OperationalError:
    pass
del conn, under_way, lost
gc.collect()
"""
        arguments = [sys.executable, "-X", "dev", "-W", "error", "-c", program]
        done = subprocess.run(arguments, env=dict(os.environ), stderr=subprocess.PIPE, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


if __name__ == "__main__":
    unittest.main()
