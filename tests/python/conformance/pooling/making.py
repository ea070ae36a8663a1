"""How pools are made: numbers, arguments, factories, failures; and the threaded one."""

from observe import attempt, show
from psycopg2 import extras, pool


def sizes(*arguments):
    made = pool.SimpleConnectionPool(*arguments, "")
    found = made.minconn, made.maxconn, len(made._pool)
    made.closeall()
    return found


for arguments in ((0, 1), (2, 5), (5, 2), ("1", "2"), (1.9, 2), (0, 0), (-1, 1), ("x", 1)):
    attempt(f"{arguments}", sizes, *arguments)
attempt("a server that is not there", pool.SimpleConnectionPool, 1, 2, host="127.0.0.1", port=1)
attempt("none needed yet", lambda: pool.SimpleConnectionPool(0, 2, host="127.0.0.1", port=1).closed)
attempt("an unknown option", pool.SimpleConnectionPool, 1, 2, nosuch=1)
p = pool.SimpleConnectionPool(1, 1, "", cursor_factory=extras.DictCursor, application_name="pooled")
conn = p.getconn()
cur = conn.cursor()
cur.execute("SHOW application_name")
show("keywords", (type(cur).__name__, cur.fetchone()["application_name"]))
p.putconn(conn)
p.closeall()
p = pool.ThreadedConnectionPool(1, 2, "")
a = p.getconn()
b = p.getconn(key=("any", "key"))
attempt("exhausted", p.getconn)
p.putconn(conn=a)
p.putconn(b, key=("any", "key"), close=False)
show("pool", (len(p._pool), len(p._used), a.closed, b.closed))
attempt("None", p.putconn)
p.closeall()
attempt("closed", p.getconn)
show("errors", [cls.__name__ for cls in pool.PoolError.__mro__])
show("kinds", [issubclass(cls, pool.AbstractConnectionPool) for cls in (pool.SimpleConnectionPool, pool.ThreadedConnectionPool)])
abstract = pool.AbstractConnectionPool(0, 1, "")
attempt("abstract", lambda: (abstract._getconn().closed, abstract._closeall(), abstract.closed))
attempt("no PersistentConnectionPool", getattr, pool, "PersistentConnectionPool")


class Mine(pool.SimpleConnectionPool):
    def _connect(self, key=None):
        print("connecting for", key)
        return super()._connect(key)


mine = Mine(1, 2, "")
mine.getconn()
mine.getconn()
mine.closeall()
