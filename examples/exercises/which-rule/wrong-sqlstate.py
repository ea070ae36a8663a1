"""Which of the two is taken?"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
conn.autocommit = True
cur = conn.cursor()

for name, email in [("email", "a@b.c"), ("email", "d@e.f"), ("name", "a@b.c")]:
    try:
        cur.execute("INSERT INTO person VALUES (%s, %s)", [name, email])
    except psycopg2.errors.UniqueViolation as error:
        taken = "email" if error.pgcode == "person_email_key" else "name"
        cur.execute("INSERT INTO refused (taken) VALUES (%s)", [taken])
