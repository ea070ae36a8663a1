"""Two doctors, and each looks before leaving"""

import psycopg2
from psycopg2.extensions import TransactionRollbackError


def go_home(name, meanwhile=None):
    """Leave, unless nobody else is on call. Try as often as it takes."""
    conn = psycopg2.connect("dbname=lab user=reader")
    conn.set_session(isolation_level="SERIALIZABLE")
    while True:
        try:
            with conn, conn.cursor() as cur:
                cur.execute("SELECT count(*) FROM doctor WHERE on_call")
                others = cur.fetchone()[0] - 1
                print(f"{name}: others on call: {others}")
                if meanwhile:
                    meanwhile()  # what somebody else does while we decide
                    meanwhile = None
                if others > 0:
                    cur.execute("UPDATE doctor SET on_call = false WHERE name = %s", [name])
        except TransactionRollbackError as error:  # this one, or a deadlock
            print(f"{name}: {type(error).__name__}: {error.diag.message_primary}")
            print(f"{name}: {error.diag.message_detail}")
        else:
            print(f"{name}: {'goes home' if others else 'stays'}")
            return


go_home("Ben", meanwhile=lambda: go_home("Ada"))

cur = psycopg2.connect("dbname=lab user=reader").cursor()
cur.execute("SELECT count(*) FROM doctor WHERE on_call")
print("on call:", cur.fetchone()[0])
