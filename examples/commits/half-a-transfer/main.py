"""40 from one account to another, with autocommit"""

import psycopg2


def transfer(conn, amount):
    cur = conn.cursor()
    cur.execute("UPDATE account SET balance = balance - %s WHERE id = 1", [amount])
    cur.execute("UPDATE account SET balance = balance + %s WHERE id = 2", [amount])


def together(conn):
    cur = conn.cursor()
    cur.execute("SELECT sum(balance) FROM account")
    return cur.fetchone()[0]


conn = psycopg2.connect("dbname=lab user=reader")
conn.autocommit = True
try:
    transfer(conn, 40)
except psycopg2.errors.CheckViolation as error:
    print(error.diag.constraint_name)
print("together:", together(conn))

try:
    with conn:  # a transaction, although autocommit is on
        transfer(conn, 40)
except psycopg2.errors.CheckViolation as error:
    print(error.diag.constraint_name)
print("after another one, in a with block:", together(conn))
