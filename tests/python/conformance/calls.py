"""Any calls in any order, by chance: what each gives, and how it leaves the connection and its cursors."""

from __future__ import annotations

import io
import random
from typing import Any

import psycopg2
from observe import text
from psycopg2 import extras

QUERIES = """select 1 as a|select generate_series(1, 5) as a, 'x' as b|select 1/0|selec||
insert into t values (1, 'a')|insert into t values (1, 'a') on conflict do nothing|
update t set s = 'b'|delete from t returning id|select 1 as a; select 2 as b, 3 as c|
begin|commit|rollback|savepoint a|rollback to a|set transaction read only|create temp table x (a int)|drop table x|select * from t|
copy t to stdout|copy t from stdin|do $$ begin raise notice 'n'; end $$|show transaction_isolation|show transaction_read_only|
select 1 as a where false|listen x|notify x|set datestyle to german|fetch 1 from n|
declare n cursor for select 1 as a|discard all|
select %s as a|select %(a)s as a|values (1), (null)|
start transaction isolation level serializable|commit and chain""".replace("\n", "").split("|")
VARIABLES = (None, None, None, None, (), (1,), {"a": 1}, ("x", 2))
CURSORS: tuple[dict[str, Any], ...] = (
    {},
    {},
    {"name": "n"},
    {"name": "n", "scrollable": True},
    {"name": "n", "withhold": True},
    {"name": "m", "scrollable": False},
    {"cursor_factory": extras.DictCursor},
    {"name": "n", "cursor_factory": extras.RealDictCursor},
    {"name": "n", "cursor_factory": extras.NamedTupleCursor},
)
SESSION = {
    "isolation_level": (None, "serializable", 1, "default", 9),
    "readonly": (None, True, False, "default"),
    "deferrable": (None, True, "x"),
    "autocommit": (None, True, False),
}


class Calls:
    """One connection with the cursors made so far, of which the last few are used."""

    def __init__(self, generator: random.Random) -> None:
        self.choose = generator.choice
        self.generator = generator
        self.conn = psycopg2.connect("")
        self.cursors = [self.conn.cursor()]
        often = ["do_execute"] * 4 + ["do_cursor", "do_commit", "do_rollback"]
        self.ways = [*often, *(name for name in dir(self) if name.startswith("do_"))]

    def step(self) -> None:
        """Make a call and show it in two lines."""
        self.cursor = self.choose(self.cursors)
        self.what = ""
        name = self.choose(self.ways)
        try:
            outcome = text(getattr(self, name)())
        except Exception as error:
            code = getattr(error, "pgcode", None)
            outcome = f"{type(error).__name__} {str(error)!r}{f' {code}' if code else ''}"
        print(f"{name[3:]} {self.what}-> {outcome}")
        print(f"    {self.state()}")

    def state(self) -> str:
        """Of the connection, then of each cursor."""
        conn = self.conn
        known = (conn.autocommit, conn.isolation_level, conn.readonly, conn.deferrable)
        states = [conn.closed, conn.status, conn.get_transaction_status(), conn.info.status, known, len(conn.notices), conn.encoding]
        for cursor in self.cursors:
            columns = cursor.description and [column.name for column in cursor.description]
            states.append((cursor.closed, cursor.name, cursor.rowcount, cursor.rownumber, cursor.statusmessage, cursor.arraysize, columns))
        return " ".join(map(str, states))

    def do_execute(self) -> Any:
        query, variables = self.choose(QUERIES), self.choose(VARIABLES)
        self.what = f"{query!r} {variables!r} "
        return self.cursor.execute(query, variables)

    def do_fetchone(self) -> Any:
        return self.cursor.fetchone()

    def do_fetchmany(self) -> Any:
        size = self.choose((1, 2, 0, -1, 100))
        self.what = f"{size} "
        return self.cursor.fetchmany(size)

    def do_fetchall(self) -> Any:
        return self.cursor.fetchall()

    def do_next(self) -> Any:
        return next(self.cursor)

    def do_scroll(self) -> Any:
        value, mode = self.choose((0, 1, -1, 3)), self.choose(("relative", "absolute", "other"))
        self.what = f"{value} {mode} "
        return self.cursor.scroll(value, mode)

    def do_cursor(self) -> Any:
        keywords = self.choose(CURSORS)
        self.what = f"{ {name: getattr(value, '__name__', value) for name, value in keywords.items()} } "
        cursor = self.conn.cursor(**keywords)
        self.cursors = [*self.cursors[-2:], cursor]
        return type(cursor).__name__

    def do_close_cursor(self) -> Any:
        return self.cursor.close()

    def do_commit(self) -> Any:
        return self.conn.commit()

    def do_rollback(self) -> Any:
        return self.conn.rollback()

    def do_reset(self) -> Any:
        return self.conn.reset()

    def do_cancel(self) -> Any:
        return self.conn.cancel()

    def do_poll(self) -> Any:
        return self.conn.poll()

    def do_set_session(self) -> Any:
        keywords = {name: self.choose(values) for name, values in SESSION.items() if self.generator.random() < 0.4}
        self.what = f"{keywords} "
        return self.conn.set_session(**keywords)

    def do_set_isolation_level(self) -> Any:
        level = self.choose((0, 1, 2, 4, 5, None))
        self.what = f"{level} "
        return self.conn.set_isolation_level(level)

    def do_set(self) -> Any:
        name = self.choose(tuple(SESSION))
        value = self.choose(SESSION[name])
        self.what = f"{name} = {value} "
        return setattr(self.conn, name, value)

    def do_arraysize(self) -> Any:
        size = self.choose((None, 1, 3))
        self.what = f"{size} "
        self.cursor.arraysize = size

    def do_set_client_encoding(self) -> Any:
        encoding = self.choose(("UTF8", "utf-8", "nosuch"))
        self.what = f"{encoding} "
        return self.conn.set_client_encoding(encoding)

    def do_with(self) -> Any:
        with self.conn as conn:
            return conn is self.conn

    def do_fail_with(self) -> Any:
        with self.conn:
            raise LookupError

    def do_tpc_begin(self) -> Any:
        return self.conn.tpc_begin(self.conn.xid(1, "calls", "x"))

    def do_tpc_prepare(self) -> Any:
        return self.conn.tpc_prepare()

    def do_tpc_end(self) -> Any:
        return self.choose((self.conn.tpc_commit, self.conn.tpc_rollback))()

    def do_copy_to(self) -> Any:
        out = io.StringIO()
        self.cursor.copy_to(out, "t")
        return out.getvalue()

    def do_copy_from(self) -> Any:
        data = self.choose(("7\tx\n", "x\n", ""))
        self.what = f"{data!r} "
        return self.cursor.copy_from(io.StringIO(data), "t")

    def do_executemany(self) -> Any:
        return self.cursor.executemany("insert into t values (%s, 'x') on conflict do nothing", [(1,), (2,)])

    def do_execute_values(self) -> Any:
        return extras.execute_values(self.cursor, "select * from (values %s) as v (a, b)", [(1, 2), (3, 4)], fetch=True)

    def do_callproc(self) -> Any:
        return self.cursor.callproc("lower", ["A"])


def run(seed: int, sessions: int, steps: int) -> None:
    """That many sessions one after the other, each of that many calls."""
    generator = random.Random(seed)
    setup = psycopg2.connect("")
    setup.autocommit = True
    cursor = setup.cursor()
    cursor.execute("CREATE TABLE t (id int PRIMARY KEY, s text)")
    for session in range(sessions):
        print(f"session {session}")
        calls = Calls(generator)
        for _ in range(steps):
            calls.step()
        calls.conn.close()
        cursor.execute("SELECT gid FROM pg_prepared_xacts")
        for (gid,) in cursor.fetchall():
            cursor.execute("ROLLBACK PREPARED %s", (gid,))
        cursor.execute("DELETE FROM t")
