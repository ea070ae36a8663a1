"""Four functions insert a row each"""

import psycopg2


def connect():
    return psycopg2.connect("dbname=lab user=reader")


def insert(conn, title):
    conn.cursor().execute("INSERT INTO note VALUES (%s)", [title])


def one():
    conn = connect()
    insert(conn, "closed")
    conn.close()


def two():
    with connect() as conn:
        insert(conn, "in a with block")
    print("closed after the with block:", conn.closed)


def three():
    conn = connect()
    try:
        insert(conn, "committed in finally")
        conn.cursor().execute("SELECT 1 / 0")
    except psycopg2.Error:
        pass  # "cannot happen"
    finally:
        conn.commit()
        conn.close()


def four():
    conn = connect()
    insert(conn, "forgotten")


for function in one, two, three, four:
    function()

cur = connect().cursor()
cur.execute("SELECT title FROM note")
rows = cur.fetchall()
print(len(rows), "saved:", rows)
