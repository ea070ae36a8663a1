"""COPY from a file that is slow, under a statement_timeout"""

import time

import psycopg2


class SlowFile:
    """Gives its rows, if it has any, half a second late."""

    def __init__(self, rows):
        self.rows = rows

    def read(self, size):
        time.sleep(0.5)
        rows, self.rows = self.rows, ""
        return rows


def attempt(what, function, *arguments):
    began = time.monotonic()
    try:
        function(*arguments)
        outcome = "no exception"
    except psycopg2.errors.QueryCanceled as error:
        outcome = error.diag.message_primary
    print(f"{what}: {outcome}, {'at once' if time.monotonic() - began < 0.3 else 'after a wait'}")


conn = psycopg2.connect("dbname=lab user=reader", options="-c statement_timeout=300")
cur = conn.cursor()
copy = "COPY task FROM STDIN"

attempt("COPY of one row", cur.copy_expert, copy, SlowFile("write the report\n"))
conn.rollback()

attempt("COPY of no row ", cur.copy_expert, copy, SlowFile(""))
attempt("SELECT 1       ", cur.execute, "SELECT 1")
conn.rollback()

cur.execute("INSERT INTO task VALUES ('call the customer')")
attempt("COPY of no row ", cur.copy_expert, copy, SlowFile(""))
attempt("commit()       ", conn.commit)
conn.rollback()
print("after rollback(): transaction status", conn.get_transaction_status())
conn.close()

cur = psycopg2.connect("dbname=lab user=reader").cursor()
cur.execute("SELECT count(*) FROM task")
print("rows saved:", cur.fetchone()[0])
