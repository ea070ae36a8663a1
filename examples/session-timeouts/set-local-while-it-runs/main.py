"""SET LOCAL transaction_timeout, in a transaction that may have a limit already"""

import time

import psycopg2

for before, after in ("300ms", "5s"), ("5s", "300ms"), ("0", "300ms"), ("300ms", "0"):
    conn = psycopg2.connect("dbname=lab user=reader", options=f"-c transaction_timeout={before}")
    cur = conn.cursor()
    cur.execute("SET LOCAL transaction_timeout = %s", [after])
    cur.execute("SHOW transaction_timeout")
    shown, began = cur.fetchone()[0], time.monotonic()
    try:
        cur.execute("SELECT pg_sleep(0.6)")
        outcome = "finished"
    except psycopg2.OperationalError:
        outcome = conn.info.error_message.splitlines()[0]
    print(f"from {before} to {after}: shows {shown}, {outcome} after {time.monotonic() - began:.1f} s")
    conn.close()
