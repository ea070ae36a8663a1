"""The table of exception classes by SQLSTATE, which programs may change, and names that two codes share."""

import gc
from weakref import ref

import psycopg2
from observe import attempt, failure, show
from psycopg2 import errorcodes, errors
from psycopg2._psycopg import sqlstate_errors

conn = psycopg2.connect("")
show("the table", (len(sqlstate_errors), sqlstate_errors["22012"] is errors.DivisionByZero))


def fails():
    cur = conn.cursor()
    try:
        cur.execute("SELECT 1/0")
    except psycopg2.Error as error:
        return error
    finally:
        conn.rollback()


known = sqlstate_errors.pop("22012")
failure("a code taken out", fails())
attempt("lookup", errors.lookup, "22012")
show("by name", errors.DivisionByZero)
sqlstate_errors["22012"] = type("Mine", (psycopg2.DataError,), {})
show("a class put in", type(fails()).__name__)
sqlstate_errors["22012"] = known
show("put back", type(fails()))
for code in ("2F004", "38004", "2F003", "38003", "2F002", "38002", "22012", "22"):
    show(code, errorcodes.lookup(code))
show("names", (errorcodes.READING_SQL_DATA_NOT_PERMITTED, errorcodes.READING_SQL_DATA_NOT_PERMITTED_))
error = fails()
details, cursor = error.diag, ref(error.cursor)
del error
gc.collect()
show("the cursor lives with the details", (cursor() is not None, details.sqlstate))
del details
gc.collect()
show("and no longer", cursor())
