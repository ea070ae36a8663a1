"""Somebody was quicker"""

import psycopg2

DSN = "dbname=lab user=reader"
other = psycopg2.connect(DSN)
other.autocommit = True
conn = psycopg2.connect(DSN)
conn.set_session(isolation_level="REPEATABLE READ")
others_wishes = [50]


def withdraw(amount):
    with conn, conn.cursor() as cur:
        cur.execute("SELECT balance FROM account WHERE id = 1")
        (balance,) = cur.fetchone()
        while others_wishes:  # somebody else is quicker, once
            other.cursor().execute("UPDATE account SET balance = balance - %s WHERE id = 1", [others_wishes.pop()])
        cur.execute("UPDATE account SET balance = %s WHERE id = 1", [balance - amount])


while True:
    try:
        withdraw(30)
        break
    except psycopg2.errors.SerializationFailure:
        print("again")
