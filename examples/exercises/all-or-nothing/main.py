"""Half a transfer"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
conn.autocommit = True
cur = conn.cursor()

try:
    cur.execute("UPDATE account SET balance = balance + 180 WHERE id = 2")
    cur.execute("UPDATE account SET balance = balance - 180 WHERE id = 1")
except psycopg2.errors.CheckViolation:
    print("refused")
