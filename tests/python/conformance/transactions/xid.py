"""Transaction identifiers: their parts, texts and limits."""

import psycopg2
from observe import attempt, show
from psycopg2.extensions import Xid

conn = psycopg2.connect("")
xid = conn.xid(10, "global", "branch")
show("str", str(xid))
show("repr", xid)
show("as a sequence", (len(xid), xid[0], xid[1], xid[2], xid[-1]))
attempt("out of range", lambda: xid[3])
attempt("slice", lambda: xid[:])
for name in ("format_id", "gtrid", "bqual", "prepared", "owner", "database"):
    show(name, getattr(xid, name))
    attempt(f"  set {name}", setattr, xid, name, 1)
attempt("unknown", getattr, xid, "nosuch")
for arguments in (
    (-1, "a", "b"),
    (2**31 - 1, "a", "b"),
    (2**31, "a", "b"),
    (2**70, "a", "b"),
    ("1", "a", "b"),
    (1.5, "a", "b"),
    (True, "a", "b"),
    (1, "x" * 64, "y" * 64),
    (1, "x" * 65, "y"),
    (1, "x", "y" * 65),
    (1, "", ""),
    (1, "tab\t", "b"),
    (1, "ünï", "b"),
    (1, "a", "\x7f"),
    (1, None, "b"),
    (1, b"a", "b"),
    (1, "a\0", "b"),
):
    attempt(repr(arguments)[:40], lambda arguments=arguments: str(Xid(*arguments)))
for text in (
    *("10_Z2xvYmFs_YnJhbmNo", "x_Z2xvYmFs_YnJhbmNo", "10_Z2xvYmFs", "plain", "1_?_?", "_", "-1_YQ==_YQ==", "1_YQ_YQ", "é"),
    "2147483648_YQ==_YQ==",
):
    parsed = Xid.from_string(text)
    show(text, (parsed, parsed.format_id, parsed.gtrid, parsed.bqual, str(parsed)))
attempt("from bytes", Xid.from_string, b"10_Z2xvYmFs_YnJhbmNo")
attempt("  its text", lambda: str(Xid.from_string(b"a")))
attempt("from a number", Xid.from_string, 5)
attempt("from nothing", Xid.from_string)
attempt("equal", lambda: Xid(1, "a", "b") == Xid(1, "a", "b"))
