"""Arguments that connect does not take, and what is wrong before any server is asked."""

import psycopg2
from observe import attempt

attempt("unknown keyword", psycopg2.connect, nosuch=1)
attempt("unknown in a string", psycopg2.connect, "nosuch=1")
attempt("statement_timeout", psycopg2.connect, "", statement_timeout=500)
attempt("not a dsn", psycopg2.connect, "hello")
attempt("database and dbname", psycopg2.connect, database="a", dbname="b")
attempt("a number", psycopg2.connect, 5)
attempt("bytes", psycopg2.connect, b"dbname=nosuch")
attempt("NUL", psycopg2.connect, "dbname=lab\0x")
attempt("bad URI", psycopg2.connect, "postgresql://h?nosuch=1")
attempt("port of letters", psycopg2.connect, "", port="abc")
attempt("port out of range", psycopg2.connect, "", port=70000)
attempt("port 0", psycopg2.connect, "", port=0)
attempt("negative port", psycopg2.connect, "", port=-1)
attempt("ports for more hosts", psycopg2.connect, host="localhost", port="1,2")
attempt("connect_timeout of letters", psycopg2.connect, "", connect_timeout="abc")
attempt("connect_timeout with a fraction", psycopg2.connect, "", connect_timeout=2.5)
attempt("sslmode", psycopg2.connect, "", sslmode="nosuch")
attempt("gssencmode", psycopg2.connect, "", gssencmode="nosuch")
attempt("channel_binding", psycopg2.connect, "", channel_binding="nosuch")
attempt("target_session_attrs", psycopg2.connect, "", target_session_attrs="nosuch")
attempt("client_encoding", psycopg2.connect, "", client_encoding="nosuch")
attempt("service", psycopg2.connect, "", service="nosuch")
attempt("factory that is none", psycopg2.connect, "", connection_factory=5)
attempt("factory of something else", psycopg2.connect, "", connection_factory=dict)
