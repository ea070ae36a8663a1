"""A status that psycopg2 does not have"""

import psycopg2
from psycopg2 import extensions

conn = psycopg2.connect("dbname=lab user=reader")
try:
    print(conn.status == extensions.STATUS_CLOSED)
except AttributeError as error:
    print(type(error).__name__)
    print(error)
print("closed", conn.closed, "status", conn.status, "transaction", conn.get_transaction_status())
print([name for name in dir(extensions) if name.startswith("STATUS_")])
