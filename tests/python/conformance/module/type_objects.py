"""The type objects: what they equal, their names and values, and their calls."""

import psycopg2
from observe import attempt, show
from psycopg2 import extensions

for name in ("BINARY", "DATETIME", "NUMBER", "ROWID", "STRING"):
    kind = getattr(psycopg2, name)
    show(name, (kind.name, kind.values))
    show("  equals its first value", kind == kind.values[0])
    show("  or another's", kind == 16)
    show("  or itself", kind == kind)
    attempt("  or a text", lambda kind=kind: kind == "STRING")
show("two objects of the same name", psycopg2.STRING == extensions.UNICODE)
show("objects that share a value", psycopg2.NUMBER == extensions.INTEGER)
show("objects that do not", psycopg2.NUMBER == extensions.BOOLEAN)
show("not equal", (psycopg2.NUMBER != 23, psycopg2.NUMBER != 25))
attempt("a smaller than b", lambda: psycopg2.NUMBER < 23)
attempt("as a key", hash, psycopg2.STRING)
attempt("called", psycopg2.NUMBER, "12", None)
attempt("called for NULL", psycopg2.NUMBER, None, None)
attempt("called with too little", psycopg2.NUMBER)
attempt("called with bytes", psycopg2.STRING, b"abc", None)
attempt("called with a number", psycopg2.STRING, 12, None)
attempt("called by keyword", psycopg2.STRING, "abc", cur=None)
attempt("called without a cursor", psycopg2.STRING, "abc")
attempt("not a number", psycopg2.NUMBER, "x", None)
show("type", type(psycopg2.STRING).__name__)
attempt("name cannot be changed", setattr, psycopg2.STRING, "name", "x")
attempt("nor be made", type(psycopg2.STRING))
