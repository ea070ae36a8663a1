"""The adapter objects themselves: attributes, texts, preparation."""

import datetime
from decimal import Decimal

import psycopg2
from observe import attempt, refused, show
from psycopg2 import extensions
from psycopg2.extensions import AsIs, Binary, Boolean, Float, Int, ISQLQuote, QuotedString, adapt

conn = psycopg2.connect("")
WRAPPED = (
    *(AsIs("now()"), AsIs(5), AsIs(None), Boolean(1), Int(5), Int(-5), Int("7"), Float(1.5), Float(-2)),
    *(QuotedString("it's"), QuotedString(b"bytes"), QuotedString(5), Binary(b"x"), Binary("x")),
    *(adapt([1, "a"]), adapt([]), adapt(Decimal("1.5")), adapt((1, 2)), adapt(datetime.date(2024, 1, 2)), adapt(datetime.time(1))),
    *(adapt(datetime.datetime(2024, 1, 2)), adapt(datetime.timedelta(1)), adapt(None), adapt(True), adapt("text"), adapt(b"b")),
)
for adapter in WRAPPED:
    cls = type(adapter)
    show(f"{cls.__module__}.{cls.__name__}", [name for name in dir(adapter) if not name.startswith("_")])
    attempt("  adapted", getattr, adapter, "adapted")
    attempt("  str", str, adapter)
    attempt("  getquoted", adapter.getquoted)
    if hasattr(adapter, "prepare"):
        attempt("  prepare for None", adapter.prepare, None)
        attempt("  prepare", adapter.prepare, conn)
        attempt("  getquoted", adapter.getquoted)
    refused("  conforms", lambda adapter=adapter: adapter.__conform__(ISQLQuote) is adapter)
    attempt("  to another protocol", lambda adapter=adapter: adapter.__conform__(str))
    attempt("  set", setattr, adapter, "adapted", 1)
for encoding in ("latin1", "LATIN1", "utf8", "UTF8", "nosuch", "euc_jp"):
    text = QuotedString("a")
    show("encoding", text.encoding)
    attempt(f"encoding = {encoding!r}", setattr, text, "encoding", encoding)
    show("  is", text.encoding)
    attempt("  getquoted", text.getquoted)
attempt("encoding = 5", setattr, text, "encoding", 5)
text = QuotedString("ünï")
show("buffer", text.buffer)
text.prepare(conn)
show("prepared", (text.encoding, text.getquoted(), text.buffer))
base = ISQLQuote("x")
show("ISQLQuote", [name for name in dir(base) if not name.startswith("_")])
show("  values", (base._wrapped, base.getquoted(), base.getbinary(), base.getbuffer()))
attempt("  of nothing", ISQLQuote)
attempt("  set", setattr, base, "_wrapped", 1)
for cls in (AsIs, Boolean, Int, Float, QuotedString, Binary):
    attempt(f"{cls.__name__}()", cls)
    attempt(f"{cls.__name__}(1, 2)", cls, 1, 2)
show("SQL_IN", (extensions.SQL_IN((1, "a")).getquoted(), str(extensions.SQL_IN([b"x"]))))
