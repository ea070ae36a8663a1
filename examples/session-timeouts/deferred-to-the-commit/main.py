"""A check of half a second, and when it is made"""

import time

import psycopg2


def insert(limit, check_now=False):
    """Insert a row that is checked at the end of the transaction, or before the commit."""
    conn = psycopg2.connect("dbname=lab user=reader", options=f"-c {limit}=300")
    cur = conn.cursor()
    cur.execute("INSERT INTO task VALUES ('write the report')")
    step, began = "commit()", time.monotonic()
    try:
        if check_now:
            step = "SET CONSTRAINTS"
            cur.execute("SET CONSTRAINTS ALL IMMEDIATE")
        conn.commit()
        outcome = "no error"
    except psycopg2.OperationalError as error:
        outcome = f"{type(error).__name__}, closed {conn.closed}"
    print(f"{limit}=300, {step}: {outcome} after {time.monotonic() - began:.1f} s")
    conn.close()


insert("statement_timeout")
insert("statement_timeout", check_now=True)
insert("transaction_timeout")

cur = psycopg2.connect("dbname=lab user=reader").cursor()
cur.execute("SELECT count(*) FROM task")
print("rows saved:", cur.fetchone()[0])
