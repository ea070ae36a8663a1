"""SET, SET LOCAL, rollback() and commit()"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader", options="-c statement_timeout=30s")
cur = conn.cursor()


def show(moment):
    cur.execute("SHOW statement_timeout")
    print(f"{moment:<28}", cur.fetchone()[0])


cur.execute("SET statement_timeout = '5s'")
show("after SET")
conn.rollback()
show("after rollback()")

cur.execute("SET statement_timeout = '5s'")
conn.commit()
show("after SET and commit()")

cur.execute("SET LOCAL statement_timeout = '1s'")
show("after SET LOCAL")
conn.commit()
show("in the next transaction")

cur.execute("RESET statement_timeout")
show("after RESET")
conn.close()
