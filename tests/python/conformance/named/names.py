"""Names of cursors are quoted, whatever is in them."""

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
for name in (
    *("plain", "UPPER", "with space", 'dou"ble', "sin'gle", "ünï", "semi;colon", "%s", "back\\slash"),
    *("x" * 70, "", b"bytes", b"\xc3\xbc"),
):
    cur = conn.cursor(name)
    show("name", cur.name)
    attempt("  execute", cur.execute, "SELECT 1")
    show("  query", cur.query)
    attempt("  fetchone", cur.fetchone)
    conn.rollback()
attempt("NUL", conn.cursor, "a\0b")
attempt("a number", conn.cursor, 5)
attempt("None", lambda: conn.cursor(None).name)
attempt("by keyword", lambda: conn.cursor(name="kw").name)
