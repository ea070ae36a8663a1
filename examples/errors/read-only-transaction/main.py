"""An INSERT on a connection that may only read"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
cur.execute("CREATE TEMPORARY TABLE seen (id int)")
cur.execute("CREATE TABLE note (title text)")
conn.commit()
conn.set_session(readonly=True)
cur.execute("INSERT INTO seen VALUES (1)")
print("a temporary table:", cur.statusmessage)
try:
    cur.execute("INSERT INTO note VALUES ('call back')")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())
