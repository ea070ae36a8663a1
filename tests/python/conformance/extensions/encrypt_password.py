"""encrypt_password: hashes for ALTER ROLE."""

import psycopg2
from observe import attempt, show
from psycopg2.extensions import encrypt_password

conn = psycopg2.connect("")
cur = conn.cursor()
attempt("md5", encrypt_password, "secret", "user", algorithm="md5")
attempt("md5 with a scope", encrypt_password, "secret", "user", conn, "md5")
attempt("bytes", encrypt_password, b"secret", b"user", None, "md5")
attempt("not ASCII", encrypt_password, "gehéim", "üser", conn, "md5")
for scope in (conn, cur):
    for algorithm in (None, "scram-sha-256"):
        made = encrypt_password("secret", "user", scope, algorithm)
        show("scram", (made.split("$")[:1], made.split("$")[1].split(":")[0], len(made)))
attempt("without a scope", encrypt_password, "secret", "user")
attempt("scram without a scope", encrypt_password, "secret", "user", None, "scram-sha-256")
attempt("unknown", encrypt_password, "secret", "user", conn, "nosuch")
attempt("unknown without a scope", encrypt_password, "secret", "user", None, "nosuch")
attempt("empty algorithm", encrypt_password, "secret", "user", conn, "")
attempt("numbers", encrypt_password, 5, "user", conn)
attempt("None", encrypt_password, "secret", None, conn)
attempt("scope of a text", encrypt_password, "secret", "user", "conn")
attempt("nothing", encrypt_password)
attempt("one", encrypt_password, "secret")
attempt("algorithm of a number", encrypt_password, "secret", "user", conn, 5)
conn.close()
attempt("closed", encrypt_password, "secret", "user", conn)
