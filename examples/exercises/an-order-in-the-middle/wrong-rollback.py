"""Three orders, one of them bad"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()

for amount in [10, -5, 20]:
    try:
        cur.execute("INSERT INTO orders VALUES (%s)", [amount])
    except psycopg2.errors.CheckViolation:
        conn.rollback()
        print("refused:", amount)
conn.commit()
