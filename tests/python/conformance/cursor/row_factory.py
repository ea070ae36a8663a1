"""row_factory and tzinfo_factory of a cursor, and of its class."""

import datetime

import psycopg2
from observe import attempt
from psycopg2 import extensions

conn = psycopg2.connect("")
cur = conn.cursor()


class Row(list):
    def __init__(self, cursor):
        super().__init__([None] * len(cursor.description))


def noisy(cursor):
    print("row for", [column.name for column in cursor.description])
    return [0] * len(cursor.description)


for factory in (Row, noisy, None, lambda cursor: {}, 5):
    cur.row_factory = factory
    cur.execute("SELECT 1 AS a, NULL AS b UNION ALL SELECT 3, 'x'")
    attempt(getattr(factory, "__name__", repr(factory)), cur.fetchall)
cur.row_factory = None


class Mine(extensions.cursor):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.row_factory = Row


cur = conn.cursor(cursor_factory=Mine)
cur.execute("SELECT 1, 2")
attempt("by a subclass", cur.fetchone)
cur = conn.cursor()
STAMP = "SELECT '2024-01-01 12:00:00+03'::timestamptz, '12:00:00-05:30'::timetz"
cur.execute("SET timezone = 'Asia/Kolkata'")
for factory in (
    None,
    datetime.timezone,
    lambda offset: datetime.timezone(offset, "mine"),
    lambda offset: print("offset", repr(offset)),
    5,
):
    cur.tzinfo_factory = factory
    cur.execute(STAMP)
    attempt(getattr(factory, "__name__", repr(factory)), cur.fetchone)
