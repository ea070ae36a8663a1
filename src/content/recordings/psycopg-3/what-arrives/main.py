"""Five ends, seen by psycopg2 and by psycopg 3"""

import time

import psycopg
import psycopg2


def end_of(driver, statement, then=None, pause=0.0):
    conn = driver.connect("dbname=lab user=reader")
    cur = conn.cursor()
    try:
        cur.execute(statement)
        if then == "ended by another":
            other = driver.connect("dbname=lab user=reader")
            other.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", [conn.info.backend_pid])
        time.sleep(pause)
        cur.execute("SELECT 1")
    except driver.Error as error:
        gone = conn.closed == 2 if driver is psycopg2 else conn.broken
        family = [base.__name__ for base in (driver.OperationalError, driver.InternalError) if isinstance(error, base)]
        code = error.pgcode if driver is psycopg2 else error.sqlstate
        return f"{type(error).__name__} ({family[0]}), {code}, {'lost' if gone else 'still connected'}"
    return "nothing"


for name, *how in (
    ("statement_timeout", "SET statement_timeout = 200; SELECT pg_sleep(1)"),
    ("idle_in_transaction_session_timeout", "SET idle_in_transaction_session_timeout = 200", None, 0.6),
    ("transaction_timeout", "SET transaction_timeout = 200; SELECT 1", None, 0.6),
    ("idle_session_timeout", "COMMIT; SET idle_session_timeout = 200", None, 0.6),
    ("pg_terminate_backend()", "SELECT 1", "ended by another"),
):
    print(name)
    for driver in psycopg2, psycopg:
        print(f"    {driver.__name__:8} {end_of(driver, *how)}")
