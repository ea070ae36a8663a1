"""Autocommit: an error, a BEGIN by hand, and a with block"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
conn.autocommit = True
cur = conn.cursor()


def show(step):
    print(f"{step}: status {conn.status}, transaction status {conn.get_transaction_status()}")


cur.execute("SELECT 1")
show("SELECT 1")
try:
    cur.execute("SELECT 1 / 0")
except psycopg2.errors.DivisionByZero:
    show("SELECT 1 / 0")
cur.execute("SELECT 1")
show("SELECT 1")

cur.execute("BEGIN")  # by hand
show("BEGIN")
conn.rollback()
show("conn.rollback()")
cur.execute("ROLLBACK")
show("ROLLBACK")

with conn:
    cur.execute("SELECT 1")
    show("SELECT 1 in a with block")
show("after the with block")
conn.close()
