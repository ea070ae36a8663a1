"""make_dsn: from keywords, with a string to begin from, and its quoting."""

from observe import attempt, show
from psycopg2.extensions import make_dsn, parse_dsn

attempt("nothing", make_dsn)
attempt("None", make_dsn, None)
attempt("a string", make_dsn, "dbname=a   user=b")
attempt("a URI", make_dsn, "postgresql://h/d")
attempt("keywords", make_dsn, dbname="a", user="b", port=5432)
attempt("database", make_dsn, database="a")
attempt("both", make_dsn, "dbname=a user=b", dbname="c", port=1)
attempt("a URI and keywords", make_dsn, "postgresql://u:p@h:1/d?connect_timeout=2", dbname="e")
attempt("None is left out", make_dsn, dbname="a", user=None)
attempt("None and only None", make_dsn, user=None)
attempt("a string and None", make_dsn, "dbname=a", user=None)
attempt("empty", make_dsn, user="")
attempt("a number", make_dsn, connect_timeout=1.5)
attempt("a bool", make_dsn, keepalives=True)
for value in ("a b", "it's", "back\\slash", " ", "tab\there", "ünï", "a=b", '"', "new\nline", "'", "\\'"):
    made = attempt(repr(value), make_dsn, password=value)
    show("  and back", parse_dsn(made)["password"] == value)
attempt("the order", make_dsn, "user=b", port=1, dbname="c", host="h")
attempt("URI as dbname", make_dsn, dbname="postgresql://h/d")
