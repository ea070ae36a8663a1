"""Five limits, one wait"""

import time

import psycopg2

DSN = "dbname=lab user=reader"
LIMITS = {  # in milliseconds; 0 is off
    "statement_timeout": 900,
    "lock_timeout": 800,
    "idle_in_transaction_session_timeout": 300,
    "idle_session_timeout": 400,
    "transaction_timeout": 700,
}
WAIT = "for a lock"

holder = psycopg2.connect(DSN)
holder.cursor().execute("UPDATE account SET balance = 0 WHERE id = 1")  # and no commit

options = " ".join(f"-c {name}={limit}" for name, limit in LIMITS.items())
conn = psycopg2.connect(DSN, options=options)
cur = conn.cursor()
try:
    if WAIT == "for a lock":
        cur.execute("UPDATE account SET balance = 1 WHERE id = 1")
    elif WAIT == "in a statement":
        cur.execute("SELECT pg_sleep(1.5)")
    elif WAIT == "idle in a transaction":
        cur.execute("SELECT 1")
        time.sleep(1.5)
        cur.execute("SELECT 1")
    elif WAIT == "idle":
        time.sleep(1.5)
        cur.execute("SELECT 1")
    print("no limit was reached")
except psycopg2.Error as error:
    reason = error.diag.message_primary or conn.info.error_message.splitlines()[0]
    print(type(error).__name__)
    print(reason)
print("closed:", conn.closed)
