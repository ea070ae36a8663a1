"""Promise it, and let somebody else decide"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
conn.tpc_begin("transfer 1")
conn.cursor().execute("UPDATE account SET balance = balance - 10 WHERE id = 1")
conn.tpc_prepare()
conn.tpc_commit()
conn.close()
