"""A connection is lost and made again. What has come along?"""

import psycopg2


def connect():
    return psycopg2.connect("dbname=lab user=reader")


conn = connect()
cur = conn.cursor()
cur.execute("INSERT INTO note VALUES ('saved')")
cur.execute("SET statement_timeout = '5s'")
cur.execute("CREATE TEMPORARY TABLE basket (item text)")
cur.execute("LISTEN news")
cur.execute("SELECT pg_advisory_lock(7)")
conn.commit()
cur.execute("INSERT INTO note VALUES ('not yet saved')")

other = connect()
other.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", [conn.info.backend_pid])
conn = connect()
cur = conn.cursor()

questions = {
    "the row that was committed": "SELECT EXISTS (SELECT FROM note WHERE title = 'saved')",
    "the row that was not": "SELECT EXISTS (SELECT FROM note WHERE title = 'not yet saved')",
    "the setting": "SELECT current_setting('statement_timeout') = '5s'",
    "the temporary table": "SELECT to_regclass('basket') IS NOT NULL",
    "the LISTEN": "SELECT EXISTS (SELECT pg_listening_channels())",
    "the advisory lock": "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())",
}
there = 0
for what, question in questions.items():
    cur.execute(question)
    (is_there,) = cur.fetchone()
    there += is_there
    print(f"{what:<28} {'there' if is_there else 'gone'}")
print(there, "of", len(questions))
