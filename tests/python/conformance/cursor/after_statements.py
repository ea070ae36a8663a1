"""What the attributes say after statements of every kind."""

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
cur = conn.cursor()
for sql in (
    "SELECT 1 AS a, 'x'::text AS b",
    "SELECT 1 WHERE false",
    "SELECT",
    "VALUES (1), (2), (3)",
    "TABLE pg_am LIMIT 0",
    "CREATE TABLE t (id serial, n int)",
    "INSERT INTO t (n) VALUES (1), (2), (3)",
    "INSERT INTO t (n) SELECT 1 WHERE false",
    "INSERT INTO t (n) VALUES (4) RETURNING id",
    "UPDATE t SET n = n + 1 WHERE n < 3",
    "UPDATE t SET n = 0 RETURNING id, n",
    "DELETE FROM t WHERE n = 99",
    "MERGE INTO t USING (VALUES (1)) v(x) ON t.id = v.x WHEN MATCHED THEN DELETE",
    "TRUNCATE t",
    "CREATE TABLE u AS SELECT generate_series(1, 7) AS g",
    "SELECT * INTO v FROM u",
    "SHOW search_path",
    "SET search_path = public",
    "EXPLAIN (COSTS OFF) SELECT 1",
    "DO $$ BEGIN END $$",
    "PREPARE p AS SELECT 1",
    "EXECUTE p",
    "DEALLOCATE p",
    "DECLARE c CURSOR FOR SELECT * FROM u",
    "FETCH 3 FROM c",
    "MOVE 2 IN c",
    "CLOSE c",
    "LOCK TABLE t",
    "SELECT 1; INSERT INTO t (n) VALUES (5)",
    "INSERT INTO t (n) VALUES (5); SELECT 7",
    "SELECT 1; SELECT 2, 3",
    "COMMENT ON TABLE t IS 'x'",
    "ANALYZE t",
):
    cur.execute(sql)
    show(sql, (cur.statusmessage, cur.rowcount, cur.rownumber, cur.lastrowid))
    show("  query", cur.query)
    show("  columns", cur.description and [column.name for column in cur.description])
    attempt("  rows", cur.fetchall)
    show("  rownumber", cur.rownumber)
