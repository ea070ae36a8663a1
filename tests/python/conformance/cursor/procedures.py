"""callproc: with sequences, mappings, names that need quoting, and what it leaves behind."""

import collections

import psycopg2
from observe import attempt, show, text
from psycopg2 import extras, sql

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("""
    CREATE FUNCTION pg_temp.full_name(first text, last text DEFAULT 'x', OUT whole text, OUT size int)
    LANGUAGE sql AS $$ SELECT first || ' ' || last, length(first) $$;
    CREATE FUNCTION pg_temp."Odd Name"("Odd arg" int) RETURNS SETOF int LANGUAGE sql AS $$ SELECT generate_series(1, "Odd arg") $$;
    CREATE PROCEDURE pg_temp.proc(INOUT n int) LANGUAGE plpgsql AS $$ BEGIN n := n + 1; END $$;
    CREATE FUNCTION pg_temp.refs() RETURNS refcursor LANGUAGE plpgsql AS $$
    DECLARE c refcursor := 'ref'; BEGIN OPEN c FOR SELECT generate_series(1, 3); RETURN c; END $$;
""")
conn.commit()


def call(*args):
    attempt(text(args), cur.callproc, *args)
    show("  query", cur.query)
    attempt("  rows", cur.fetchall)
    conn.rollback()


call("pg_temp.full_name", ["a", "b"])
call("pg_temp.full_name", ("a",))
call("pg_temp.full_name", {"first": "a", "last": "b"})
call("pg_temp.full_name", {"last": "b", "first": "a"})
call("pg_temp.full_name", collections.OrderedDict(first="o'clock"))
call("pg_temp.full_name", collections.ChainMap({"first": "a"}))
call("pg_temp.full_name", {b"first": "a"})
call("pg_temp.full_name", {"first": None, "nosuch": 1})
call("pg_temp.full_name", {"first\" := 'a') --": 1})
call("pg_temp.full_name", {1: "a"})
call("pg_temp.full_name", {})
call("pg_temp.full_name", "ab")
call("pg_temp.full_name", 5)
call('pg_temp."Odd Name"', [2])
call('pg_temp."Odd Name"', {"Odd arg": 3})
call("pg_temp.proc", [1])
call("current_user", None)
call("pg_client_encoding", None)
call("now() IS NOT NULL; SELECT lower", ["INJECTED"])
call(b"lower", ["X"])
call("lower", [object()])
call("lower", [[1, 2]])
call("", [])
call("pi")
cur.callproc("pg_temp.refs")
(name,) = cur.fetchone()
with conn.cursor(name) as ref:
    show("a cursor by its name", (name, ref.fetchmany(2), list(ref)))
attempt("closed with it", cur.execute, sql.SQL("FETCH ALL FROM {}").format(sql.Identifier(name)))
conn.rollback()
dicts = conn.cursor(cursor_factory=extras.RealDictCursor)
show("RealDictCursor", (dicts.callproc("pg_temp.full_name", {"first": "a"}), dicts.fetchall()))
lists = conn.cursor(cursor_factory=extras.DictCursor)
show("DictCursor", (lists.callproc("pg_temp.full_name", ["a"]), lists.fetchone()["whole"]))
tuples = conn.cursor(cursor_factory=extras.NamedTupleCursor)
show("NamedTupleCursor", (tuples.callproc("pg_temp.full_name", ["a"]), tuples.fetchone()))
