"""Write down why the session has ended"""

import time

import psycopg2

DSN = "dbname=lab user=reader"
conn = psycopg2.connect(DSN, options="-c idle_session_timeout=500ms")
time.sleep(1)
try:
    conn.cursor().execute("SELECT 1")
except psycopg2.OperationalError:
    conn.close()
    reason = conn.info.error_message

log = psycopg2.connect(DSN)
with log, log.cursor() as cur:
    cur.execute("INSERT INTO log VALUES (%s)", [reason])
