"""What is no query, and how its type is named."""

import collections
import datetime
import decimal

import psycopg2
from observe import attempt
from psycopg2 import extensions as ext
from psycopg2 import extras

conn = psycopg2.connect("")
cur = conn.cursor()
values = (None, 0, 0.0, False, "", b"", [], {}, (), set(), range(0), datetime.timedelta(0), decimal.Decimal(0))
others = (1, [1], object(), datetime.date(2020, 1, 2), decimal.Decimal(1), collections.deque([1]), bytearray(b"a"), ext.AsIs(1), conn)
for value in values + others:
    print(type(value).__name__, bool(value))
    attempt("  execute", cur.execute, value)
    attempt("  executemany", cur.executemany, value, [()])
    attempt("  mogrify", cur.mogrify, value)
    attempt("  copy_expert", cur.copy_expert, value, None)
    attempt("  callproc", cur.callproc, value)
    conn.rollback()
for value in others + (collections.OrderedDict(a=1), iter("a"), 1j, ...):
    print(type(value).__name__)
    attempt("  as parameters", cur.mogrify, "%s", value if not isinstance(value, list) else object())
    attempt("  identifier", ext.quote_ident, value, conn)
    attempt("  text of a typecaster", psycopg2.STRING, value, cur)
    attempt("  dsn", ext.parse_dsn, value)
    attempt("  name", conn.cursor, value)
    attempt("  encoding", conn.set_client_encoding, value)
    attempt("  binary", ext.Binary(datetime.date).getquoted)
for value in (collections.deque([1]), collections.Counter("a"), iter("a"), 1j, ..., datetime.timezone.utc, conn):
    attempt("adapt", ext.adapt, value)
    conn.rollback()
for adapter in (ext.AsIs, ext.Int, ext.Float, ext.Boolean, ext.QuotedString, ext.Binary):
    made = adapter(b"4" if adapter is ext.Binary else "4" if adapter in (ext.AsIs, ext.QuotedString) else 4, keyword=1)
    attempt(adapter.__name__, made.getquoted)
for value in (None, 5, True, 1.5, datetime.date(2020, 1, 2)):
    inet = extras.Inet(value)
    attempt("inet", inet.getquoted)
    attempt("inet", cur.mogrify, "%s", (inet,))
