"""The child closes what it has inherited"""

import os

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
conn.autocommit = True
cur = conn.cursor()

child = os.fork()
if child == 0:
    conn.close()  # as a tidy program would
    os._exit(0)
os.waitpid(child, 0)

try:
    cur.execute("SELECT 1")
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(error)
print("closed", conn.closed)
