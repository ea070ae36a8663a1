"""A row that has changed since the transaction began to read"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
conn.set_session(isolation_level="REPEATABLE READ")
cur = conn.cursor()
cur.execute("SELECT balance FROM account")

other = psycopg2.connect("dbname=lab user=reader")
other.cursor().execute("UPDATE account SET balance = balance - 10")
other.commit()

try:
    cur.execute("UPDATE account SET balance = balance - 20")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())

conn.rollback()  # and again, from the first statement on
cur.execute("SELECT balance FROM account")
cur.execute("UPDATE account SET balance = balance - 20 RETURNING balance")
print("the second time:", cur.fetchone())
