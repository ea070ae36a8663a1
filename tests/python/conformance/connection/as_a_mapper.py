"""What an object mapper asks of a driver when it connects, pools, reads and recovers."""

import psycopg2
from observe import attempt, show, state
from psycopg2 import extensions, extras

conn = psycopg2.connect("host=localhost")
show("version", tuple(int(part) for part in psycopg2.__version__.split(" ")[0].split(".")))
show("server", conn.server_version >= 180000)
extras.register_uuid(None, conn)
extras.register_default_json(conn, loads=lambda text: ("json", text))
extras.register_default_jsonb(conn, loads=lambda text: ("jsonb", text))
attempt("no hstore", extras.HstoreAdapter.get_oids, conn)
show("after that", state(conn))
conn.rollback()
cur = conn.cursor()
cur.execute("select pg_catalog.version() like 'PostgreSQL 18%', current_schema(), current_setting('transaction_isolation')")
show("first connect", cur.fetchone())
cur.execute("show standard_conforming_strings")
show("strings", cur.fetchone()[0])
conn.rollback()
cur.execute("CREATE TABLE users (id SERIAL NOT NULL, name VARCHAR(30), data JSONB, PRIMARY KEY (id))")
cur.execute("INSERT INTO users (name, data) VALUES (%(name)s, %(data)s) RETURNING users.id", {"name": "a", "data": '{"x": 1}'})
show("inserted", (cur.fetchone(), cur.rowcount, cur.lastrowid))
extras.execute_values(
    cur,
    "INSERT INTO users (name, data) VALUES %s RETURNING users.id",
    [{"name": n, "data": None} for n in "bcd"],
    template="(%(name)s, %(data)s)",
    page_size=2,
    fetch=False,
)
show("last page", cur.fetchall())
cur.execute(
    "SELECT users.id AS users_id, users.name AS users_name, users.data AS users_data FROM users WHERE users.id IN %(ids)s ORDER BY 1",
    {"ids": (1, 2)},
)
show("columns", [(column[0], column[1], column.type_code) for column in cur.description])
show("rows", cur.fetchall())
with conn.cursor(name="c_1", withhold=False) as named:
    named.itersize = 2
    named.execute("SELECT id FROM users ORDER BY id")
    show("before the first row", named.description)
    show("first", (named.fetchmany(1), named.description[0].name))
    show("rest", named.fetchall())
attempt("empty IN", cur.execute, "SELECT 1 WHERE 1 IN %s", ((),))
conn.rollback()
for level in ("AUTOCOMMIT", "READ_COMMITTED", "SERIALIZABLE", "READ_UNCOMMITTED", "REPEATABLE_READ", "DEFAULT"):
    number = getattr(extensions, f"ISOLATION_LEVEL_{level}")
    conn.set_isolation_level(number)
    show(level, (number, conn.autocommit, conn.isolation_level, conn.readonly, conn.deferrable))
conn.readonly, conn.deferrable = True, True
cur.execute("SHOW transaction_read_only")
show("read-only", cur.fetchone())
conn.rollback()
conn.readonly = conn.deferrable = None


def is_disconnect(error):
    texts = (
        "terminating connection",
        "closed the connection",
        "connection not open",
        "could not receive data from server",
        "connection already closed",
        "cursor already closed",
        "connection has been closed unexpectedly",
    )
    line = str(error).partition("\n")[0]
    return bool(conn.closed) or any(text in line and '"' not in line[: line.index(text)] for text in texts)


for query in ("SELECT nosuch", "SELECT pg_terminate_backend(pg_backend_pid())", "SELECT 1"):
    try:
        conn.cursor().execute(query)
    except psycopg2.Error as error:
        show(query, (type(error).__name__, is_disconnect(error), state(conn)))
    if not conn.closed:
        conn.rollback()
