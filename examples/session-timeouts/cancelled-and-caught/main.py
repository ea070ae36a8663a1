"""A block in PL/pgSQL that wants to handle its own cancellation"""

import time

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", options="-c statement_timeout=200")
conn.autocommit = True
cur = conn.cursor()

for condition in "others", "query_canceled":
    began = time.monotonic()
    try:
        cur.execute(f"""
            DO $$ BEGIN
                BEGIN
                    PERFORM pg_sleep(2);
                EXCEPTION WHEN {condition} THEN
                    NULL;
                END;
                PERFORM pg_sleep(0.5);
            END $$
        """)
        outcome = "no exception"
    except psycopg2.errors.QueryCanceled as error:
        outcome = error.diag.message_primary
    print(f"WHEN {condition}: {outcome}, {time.monotonic() - began:.1f} s")
conn.close()
