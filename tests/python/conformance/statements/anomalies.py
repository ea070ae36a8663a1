"""Two sessions in turn: what each isolation level lets them see, and the errors of those that cannot go on."""

import psycopg2
from observe import attempt, show, state

setup = psycopg2.connect("")
with setup, setup.cursor() as cur:
    cur.execute("CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 10), (2, 20)")
for level in ("READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"):
    a, b = psycopg2.connect(""), psycopg2.connect("")
    a.set_session(level)
    b.set_session(level)
    first, second = a.cursor(), b.cursor()
    first.execute("SELECT n FROM t WHERE id = 1")
    show(level, first.fetchone())
    second.execute("UPDATE t SET n = n + 1 WHERE id = 1")
    b.commit()
    first.execute("SELECT n FROM t WHERE id = 1")
    show("  read again", first.fetchone())
    attempt("  update", first.execute, "UPDATE t SET n = n + 100 WHERE id = 1")
    show("  state", state(a))
    attempt("  commit", a.commit)
    first.execute("SELECT sum(n) FROM t")
    second.execute("SELECT sum(n) FROM t")
    first.execute("UPDATE t SET n = 0 WHERE id = 1")
    second.execute("UPDATE t SET n = 0 WHERE id = 2")
    attempt("  write skew, first", a.commit)
    attempt("  write skew, second", b.commit)
    show("  state", (state(a), state(b)))
    a.close()
    b.close()
    with setup, setup.cursor() as cur:
        cur.execute("UPDATE t SET n = id * 10")
a = psycopg2.connect("")
a.set_session("SERIALIZABLE", readonly=True, deferrable=True)
attempt("deferrable", a.cursor().execute, "SELECT * FROM t")
attempt("read-only", a.cursor().execute, "DELETE FROM t")
