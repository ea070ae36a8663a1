"""parse_dsn on keyword/value strings: quoting, escapes, spaces, repetition."""

from observe import attempt
from psycopg2.extensions import parse_dsn

for dsn in (
    "",
    "   ",
    "dbname=test",
    "dbname = test  user=  me",
    "host='a b' dbname='it''s'",
    r"password='a\'b\\c' user=d\ e",
    "dbname=''",
    "dbname=a dbname=b",
    "port=abc connect_timeout=2",
    "options='-c statement_timeout=500 -c lock_timeout=1s'",
    "dbname=ünï",
    "\tdbname=test\n",
    "dbname=a=b",
    "replication=database service=x",
    "requiressl=1",
    "requiressl=0",
    "requiressl=yes sslmode=disable",
    "sslmode=disable requiressl=1",
    "postgresql://h/?requiressl=1",
):
    attempt(repr(dsn), parse_dsn, dsn)
attempt("bytes", parse_dsn, b"dbname=test")
attempt("the order is libpq's", lambda: list(parse_dsn("port=1 host=h dbname=d user=u password=p")))
attempt("by keyword", parse_dsn, dsn="dbname=test")
