"""Three numbers through the life of a connection"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()


def show(step):
    print(f"{step:<22} {conn.closed:^6} {conn.status:^6} {conn.get_transaction_status():^18}")


print(f"{'step':<22} closed status transaction status")
show("connect")
cur.execute("SELECT 1")
show("SELECT 1")
conn.commit()
show("commit()")
try:
    cur.execute("SELECT 1 / 0")
except psycopg2.errors.DivisionByZero:
    show("SELECT 1 / 0")
try:
    cur.execute("SELECT 1")
except psycopg2.errors.InFailedSqlTransaction:
    show("SELECT 1, refused")
conn.rollback()
show("rollback()")
cur.execute("INSERT INTO task VALUES (1), (1)")  # twice the same: checked at the end
show("INSERT")
try:
    conn.commit()
except psycopg2.errors.UniqueViolation:
    show("commit(), failed")
cur.execute("SELECT 1")
show("SELECT 1")
conn.close()
show("close()")
