"""What a web framework's backend does: wrapped cursors, savepoints, its own adapters, lists as arrays, zones set by hand."""

import datetime

import psycopg2
from observe import attempt, show, state
from psycopg2 import extensions, extras, sql

conn = psycopg2.connect(dbname="lab", client_encoding="UTF8", cursor_factory=extensions.cursor)
conn.set_isolation_level(extensions.ISOLATION_LEVEL_READ_COMMITTED)
extras.register_default_jsonb(conn_or_curs=conn, loads=lambda text: text)
show("encoding", (conn.encoding, conn.get_parameter_status("TimeZone"), conn.get_parameter_status("nosuch")))


class Wrapper:
    """A cursor that says what it runs."""

    def __init__(self, cursor):
        self.cursor = cursor

    def __getattr__(self, name):
        return getattr(self.cursor, name)

    def __iter__(self):
        yield from self.cursor

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        try:
            self.close()
        except psycopg2.InterfaceError as error:
            show("close", error)

    def execute(self, query, params=None):
        show("run", (query, params))
        return self.cursor.execute(query) if params is None else self.cursor.execute(query, params)


class Atomic:
    """Nested blocks as savepoints."""

    depth = 0

    def __enter__(self):
        self.sid = f"s{Atomic.depth}" if Atomic.depth else None
        Atomic.depth += 1
        if self.sid:
            with Wrapper(conn.cursor()) as cur:
                cur.execute(f'SAVEPOINT "{self.sid}"')

    def __exit__(self, kind, value, traceback):
        Atomic.depth -= 1
        if self.sid is None:
            conn.rollback() if kind else conn.commit()
            return False
        with Wrapper(conn.cursor()) as cur:
            if kind:
                cur.execute(f'ROLLBACK TO SAVEPOINT "{self.sid}"')
            cur.execute(f'RELEASE SAVEPOINT "{self.sid}"')
        return kind is not None and issubclass(kind, psycopg2.IntegrityError)


with Atomic(), Wrapper(conn.cursor()) as cur:
    cur.execute("CREATE TABLE t (id serial PRIMARY KEY, at timestamptz, tags text[], code varchar(3) UNIQUE)")
with Atomic(), Wrapper(conn.cursor()) as cur:
    cur.execute("INSERT INTO t (code, tags) VALUES (%s, %s) RETURNING id", ("a", ["x", "y'"]))
    show("id", cur.fetchone())
    with Atomic():
        cur.execute("INSERT INTO t (code, tags) VALUES (%s, %s)", ["a", []])
    show("after the inner block", state(conn))
    cur.execute("SELECT code, tags FROM t")
    show("rows", list(cur))
show("at the end", state(conn))
cur = Wrapper(conn.cursor())
cur.execute("SET TIME ZONE 'America/New_York'")
conn.commit()
cur.tzinfo_factory = lambda offset: datetime.timezone(offset, "by the program") if isinstance(offset, datetime.timedelta) else offset
show("set on the wrapper only", cur.cursor.tzinfo_factory is datetime.timezone)
cur.cursor.tzinfo_factory = lambda offset: datetime.timezone.utc
cur.execute("SELECT '2024-01-01 12:00+00'::timestamptz, %s::timestamptz", (datetime.datetime(2024, 7, 1, tzinfo=datetime.timezone.utc),))
attempt("zones", cur.fetchone)
cur.cursor.tzinfo_factory = None
cur.execute("SELECT '2024-01-01 12:00+00'::timestamptz")
attempt("no zone", cur.fetchone)
attempt("a percent sign without parameters", cur.execute, "SELECT '100%'")
attempt("and with them", cur.execute, "SELECT '100%'", ())
show("last query", cur.query)
attempt("composed", cur.execute, sql.SQL("SELECT {} LIKE {}").format(sql.Literal("50%"), sql.Literal("%")), None)
attempt("row", cur.fetchone)
attempt("executemany", cur.executemany, "INSERT INTO t (code) VALUES (%s)", [("b",), ("c",), ("toolong",)])
show("failed", state(conn))
conn.rollback()
attempt("deferred constraints", cur.execute, "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
conn.close()
attempt("usable", lambda: conn.cursor().execute("SELECT 1"))
with cur:
    pass
