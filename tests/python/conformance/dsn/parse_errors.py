"""What parse_dsn refuses, and in which words."""

from observe import attempt
from psycopg2.extensions import parse_dsn

for dsn in (
    "dbname",
    "dbname test",
    "= test",
    "dbname='test",
    "dbname='te\\'st",
    "nosuch=1",
    "dbname=test nosuch",
    "DBNAME=test",
    "statement_timeout=5",
    "database=test",
    "'dbname'=test",
    "http://localhost",
    "postgres:localhost",
):
    attempt(repr(dsn), parse_dsn, dsn)
attempt("None", parse_dsn, None)
attempt("a number", parse_dsn, 5)
attempt("nothing", parse_dsn)
attempt("two", parse_dsn, "dbname=a", "dbname=b")
attempt("with NUL", parse_dsn, "dbname=a\0b")
