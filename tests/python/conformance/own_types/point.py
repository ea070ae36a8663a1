"""A type of the program's own both ways: an adapter that quotes its parts, and a typecaster."""

import re

import psycopg2
from observe import attempt, show
from psycopg2.extensions import AsIs, adapt, new_array_type, new_type, register_adapter, register_type


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


def adapt_point(point):
    x, y = adapt(point.x).getquoted().decode(), adapt(point.y).getquoted().decode()
    return AsIs(f"'({x}, {y})'")


def cast_point(value, cur):
    if value is None:
        return None
    found = re.match(r"\(([^)]+),([^)]+)\)", value)
    if not found:
        raise psycopg2.InterfaceError(f"bad point: {value!r}")
    return Point(float(found[1]), float(found[2]))


conn = psycopg2.connect("")
cur = conn.cursor()
register_adapter(Point, adapt_point)
show("literal", cur.mogrify("%s", (Point(1.5, -2),)))
cur.execute("CREATE TABLE t (id int, p point)")
cur.execute("INSERT INTO t VALUES (1, %s), (2, NULL)", (Point(1.5, 2),))
cur.execute("SELECT p FROM t ORDER BY id")
show("as text", cur.fetchall())
cur.execute("SELECT NULL::point")
oid = cur.description[0].type_code
POINT = new_type((oid,), "POINT", cast_point)
register_type(POINT, conn)
cur.execute("SELECT p FROM t ORDER BY id")
show("cast", cur.fetchall())
register_type(new_array_type((1017,), "POINT[]", POINT), conn)
cur = conn.cursor()
cur.execute("SELECT ARRAY['(1,2)', NULL, '(3,4)']::point[]")
show("array", cur.fetchone())
attempt("an array written", cur.mogrify, "%s::point[]", ([Point(1, 2), None],))
attempt("cast by hand", POINT, "x", None)
