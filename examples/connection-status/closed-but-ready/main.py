"""What a connection says of itself after close()"""

import psycopg2
from psycopg2 import extensions

conn = psycopg2.connect("dbname=lab user=reader")
conn.close()

print("closed:", conn.closed)
print("status:", conn.status, type(conn.status))
print("status == STATUS_READY:", conn.status == extensions.STATUS_READY)
print("transaction status:", conn.get_transaction_status(), "(unknown)")

names = [name for name in dir(extensions) if name.startswith("STATUS_")]
for name in sorted(names, key=lambda name: getattr(extensions, name)):
    print(f"{getattr(extensions, name)} {name}")

conn.cursor()
