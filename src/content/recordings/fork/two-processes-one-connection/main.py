"""A connection that was opened before a fork, used by both processes"""

import os

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
conn.autocommit = True
cur = conn.cursor()

child = os.fork()
if child == 0:
    cur.execute("SET application_name = 'the child'")
    os._exit(0)
os.waitpid(child, 0)

cur.execute("SHOW application_name")
print("the parent is called:", cur.fetchone()[0])
print("closed", conn.closed)
