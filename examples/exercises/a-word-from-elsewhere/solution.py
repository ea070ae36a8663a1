"""A word that never arrives"""

import select

import psycopg2

DSN = "dbname=lab user=reader"
listener, sender = psycopg2.connect(DSN), psycopg2.connect(DSN)
listener.autocommit = sender.autocommit = True

listener.cursor().execute("LISTEN news")
sender.cursor().execute("NOTIFY news, 'it rains'")

select.select([listener], [], [], 1)
listener.poll()
for notify in listener.notifies:
    sender.cursor().execute("INSERT INTO heard VALUES (%s)", [notify.payload])
