"""A table that is not there, for this session"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
for statement in "SELECT * FROM nosuch", "SELECT * FROM Member":
    try:
        cur.execute(statement)
    except psycopg2.Error as error:
        print(type(error).__name__, error.pgcode)
        print(error)
    print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())
    conn.rollback()
cur.execute('SELECT * FROM "Member"')
print("in quotes:", cur.fetchone())
