"""The client's encoding: its names, and setting it."""

import psycopg2
from observe import attempt, show, state
from psycopg2.extensions import encodings

conn = psycopg2.connect("")
cur = conn.cursor()
show("encoding", conn.encoding)
for name in ("UTF8", "utf-8", "Unicode", "SQL_ASCII", "sql ascii", "UTF-8", "utf_8"):
    attempt(name, conn.set_client_encoding, name)
    show("  encoding", conn.encoding)
    cur.execute("SHOW client_encoding")
    show("  on the server", cur.fetchone()[0])
    show("  state", state(conn))
    conn.rollback()
attempt("unknown", conn.set_client_encoding, "nosuch")
show("  encoding", conn.encoding)
show("  state", state(conn))
attempt("injection", conn.set_client_encoding, "UTF8'; DROP TABLE x; --")
attempt("empty", conn.set_client_encoding, "")
attempt("None", conn.set_client_encoding, None)
attempt("bytes", conn.set_client_encoding, b"UTF8")
show("known", (encodings["UTF8"], encodings["LATIN1"], encodings["SQL_ASCII"], encodings["WIN1252"], encodings["EUC_JP"]))
show("how many", len(encodings))
cur.execute("CREATE TEMP TABLE t (id int)")
conn.set_client_encoding("SQL_ASCII")
conn.commit()
cur.execute("SELECT to_regclass('t')")
show("a transaction was rolled back", cur.fetchone())
attempt("the same does nothing", conn.set_client_encoding, "SQL_ASCII")
show("  state", state(conn))
conn.rollback()
attempt("not ASCII", cur.execute, "SELECT 'ünï'")
attempt("from the server", cur.execute, "SELECT chr(252)")
attempt("  fetched", cur.fetchone)
conn.rollback()
attempt("as bytes", cur.execute, "SELECT 'ünï'".encode())
attempt("  fetched", cur.fetchone)
