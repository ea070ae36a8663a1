"""connection.dsn: as it was given, but for the password."""

import psycopg2
from observe import attempt, show

for arguments, keywords in (
    (("",), {}),
    (("dbname=lab   user=reader",), {}),
    ((), {"dbname": "lab"}),
    ((), {"database": "lab", "user": "reader"}),
    (("dbname=lab",), {"user": "reader"}),
    (("dbname=lab password=reader",), {}),
    (("password='reader' dbname=lab",), {}),
    (("postgresql:///lab",), {}),
    (("postgresql://reader:reader@/lab",), {}),
    ((), {"password": "reader"}),
    ((), {"dbname": "lab", "application_name": "a b'c"}),
):
    conn = psycopg2.connect(*arguments, **keywords)
    show("dsn", conn.dsn)
    show("  repr", repr(conn))
    show("  password", conn.info.password)
    conn.close()
attempt("cannot be set", setattr, conn, "dsn", "x")
