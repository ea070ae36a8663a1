"""Classes of named tuples are made once for the same columns, by whatever cursor; the cache can be asked, and replaced."""

from functools import lru_cache

import psycopg2
from observe import show
from psycopg2 import extras
from psycopg2.extras import NamedTupleCursor

conn = psycopg2.connect("", cursor_factory=NamedTupleCursor)


def row(query):
    cur = conn.cursor()
    cur.execute(query)
    return type(cur.fetchone())


NamedTupleCursor._cached_make_nt.cache_clear()
a, b, again = row("SELECT 1 AS a"), row("SELECT 1 AS b"), row("SELECT 2 AS a")
show("the same class", (a is again, a is b))
info = NamedTupleCursor._cached_make_nt.cache_info()
show("cache", (info.hits, info.misses, info.maxsize, info.currsize))
show("one cache", extras._cached_make_nt.cache_info() == info)
old = NamedTupleCursor._cached_make_nt
NamedTupleCursor._cached_make_nt = lru_cache(1)(old.__wrapped__)
a, b, again = row("SELECT 1 AS a"), row("SELECT 1 AS b"), row("SELECT 2 AS a")
show("forgotten", a is again)
NamedTupleCursor._cached_make_nt = old
