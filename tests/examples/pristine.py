"""Give the next example a server that no earlier one has touched: a new database ``lab``, and its set-up run by the superuser.

Usage: pristine.py [SETUP.SQL], with PGHOST, PGPORT, PGUSER, PGPASSWORD in the environment.
"""

import sys

import psycopg2
from psycopg2 import sql

server = psycopg2.connect(dbname="postgres")
server.autocommit = True
cursor = server.cursor()

# What is prepared keeps its database from being dropped, and can be ended from there only
cursor.execute("SELECT gid FROM pg_prepared_xacts WHERE database = 'lab'")
prepared = cursor.fetchall()
if prepared:
    lab = psycopg2.connect(dbname="lab")
    lab.autocommit = True
    for (gid,) in prepared:
        lab.cursor().execute("ROLLBACK PREPARED %s", [gid])
    lab.close()

cursor.execute("DROP DATABASE IF EXISTS lab WITH (FORCE)")
cursor.execute("SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' AND rolname <> 'postgres'")
for (role,) in cursor.fetchall():
    cursor.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))
cursor.execute("ALTER ROLE postgres RESET ALL")
cursor.execute("CREATE ROLE reader LOGIN PASSWORD 'reader'")
cursor.execute("CREATE DATABASE lab OWNER reader")
server.close()

if len(sys.argv) > 1:
    lab = psycopg2.connect(dbname="lab")
    lab.autocommit = True
    with open(sys.argv[1], encoding="utf-8") as file:
        lab.cursor().execute(file.read())
    lab.close()
