"""hstore without the server's extension: its texts both ways."""

import psycopg2
from observe import attempt, show
from psycopg2 import extras
from psycopg2.extras import HstoreAdapter

conn = psycopg2.connect("")
cur = conn.cursor()
for text in (
    *("", '"a"=>"1"', '"a"=>"1", "b"=>NULL', '"a"=>"1","b"=>"2"', '"it\'s"=>"\\"quoted\\""', '"back\\\\slash"=>"x"', '""=>""'),
    *('"a"=>"x=>y, z"', '"ünï"=>"€"', '"a"=>null', '"new\nline"=>"t\tab"', '"a"=> "1" ,"b"=>"2"'),
    *("a=>1", '"a"=>"1"x', '"a"=>', '"a"', "x", '"a"=>"1",', '"a"=>"1" "b"=>"2"'),
):
    attempt(repr(text), HstoreAdapter.parse, text, cur)
attempt("None", HstoreAdapter.parse, None, cur)
for value in ({}, {"a": "1"}, {"a": None}, {"it's": 'x"y', "b": "\\"}, {"ünï": "€"}):
    adapter = HstoreAdapter(value)
    adapter.prepare(conn)
    attempt(repr(value), adapter.getquoted)
attempt("numbers", lambda: HstoreAdapter({"a": 1}).prepare(conn))
attempt("not there", extras.register_hstore, conn)
show("state", conn.status)
show("oids", HstoreAdapter.get_oids(conn))
extras.register_hstore(conn, oid=25, array_oid=1009)
cur = conn.cursor()
cur.execute('SELECT \'"a"=>"1"\'::text, ARRAY[\'"a"=>"1"\', NULL]')
show("as text", cur.fetchone())
show("a dict", cur.mogrify("%s", ({"a": "b"},)))
extras.register_hstore(None, globally=True, oid=(18, 19))
cur = psycopg2.connect("").cursor()
cur.execute('SELECT \'"x"=>"y"\'::name')
show("everywhere", cur.fetchone())
attempt("neither", extras.register_hstore, None)
