"""Each process connects for itself"""

import os

import psycopg2

conn = None


def connection():
    """The connection of this process."""
    global conn
    if conn is None or conn.closed or owner != os.getpid():
        connect()
    return conn


def connect():
    global conn, owner
    conn = psycopg2.connect("dbname=lab user=reader")
    conn.autocommit = True
    owner = os.getpid()


def backend():
    cur = connection().cursor()
    cur.execute("SELECT pg_backend_pid()")
    return cur.fetchone()[0]


before = backend()
reader, writer = os.pipe()
child = os.fork()
if child == 0:
    os.write(writer, str(backend()).encode())
    os._exit(0)
os.waitpid(child, 0)

print("the child has another session:", int(os.read(reader, 100)) != before)
print("the parent has the same as before:", backend() == before)
