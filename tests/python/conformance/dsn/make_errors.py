"""What make_dsn refuses."""

from observe import attempt
from psycopg2.extensions import make_dsn

attempt("unknown keyword", make_dsn, nosuch=1)
attempt("unknown beside a string", make_dsn, "dbname=a", nosuch=1)
attempt("unknown and None", make_dsn, nosuch=None)
attempt("database and dbname", make_dsn, database="a", dbname="b")
attempt("not a dsn", make_dsn, "hello")
attempt("not a dsn beside keywords", make_dsn, "hello", dbname="a")
attempt("no string", make_dsn, 5)
attempt("statement_timeout", make_dsn, statement_timeout=500)
attempt("two strings", make_dsn, "dbname=a", "dbname=b")
attempt("bytes", make_dsn, b"dbname=a")
attempt("bytes beside keywords", make_dsn, b"dbname=a", user="b")
attempt("bytes as a value", make_dsn, dbname=b"a")
