"""Errors as programs meet them: caught by base classes, chained, subclassed, in except clauses by SQLSTATE."""

import psycopg2
from observe import failure, show
from psycopg2 import errorcodes, errors

conn = psycopg2.connect("")
conn.autocommit = True
cur = conn.cursor()
cur.execute("CREATE TABLE t (id int PRIMARY KEY)")
cur.execute("INSERT INTO t VALUES (1)")
for cls in (
    *(errors.UniqueViolation, psycopg2.IntegrityError, psycopg2.DatabaseError, psycopg2.Error),
    *(conn.IntegrityError, errors.lookup("23505")),
):
    try:
        cur.execute("INSERT INTO t VALUES (1)")
    except cls as error:
        show(f"by {cls.__name__}", type(error).__name__)
for cls in (psycopg2.OperationalError, psycopg2.InterfaceError, errors.ForeignKeyViolation):
    try:
        try:
            cur.execute("INSERT INTO t VALUES (1)")
        except cls:
            show("caught", cls.__name__)
    except psycopg2.Error:
        show("not by", cls.__name__)
try:
    cur.execute("INSERT INTO t VALUES (1)")
except psycopg2.Error as error:
    show("by its code", (error.pgcode == errorcodes.UNIQUE_VIOLATION, errorcodes.lookup(error.pgcode), error.pgcode[:2]))
    show("cursor", error.cursor is cur)
    show("query", error.cursor.query)
try:
    try:
        cur.execute("SELECT 1/0")
    except psycopg2.DataError as error:
        raise RuntimeError("while dividing") from error
except RuntimeError as error:
    failure("chained", error)
    failure("cause", error.__cause__)
try:
    cur.execute("SELECT 1/0")
except psycopg2.DataError:
    try:
        cur.execute("SELEC")
    except psycopg2.Error as error:
        show("context", type(error.__context__).__name__)


class Mine(psycopg2.ProgrammingError):
    def __init__(self, message, extra):
        super().__init__(message)
        self.extra = extra


try:
    raise Mine("text", 5)
except psycopg2.DatabaseError as error:
    failure("mine", error)
    show("extra", error.extra)
