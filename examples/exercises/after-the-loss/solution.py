"""Three entries, and a session that ends in between"""

import psycopg2

DSN = "dbname=lab user=reader"


def end_session(conn):
    """As an administrator would: from another session."""
    admin = psycopg2.connect(DSN)
    admin.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", [conn.info.backend_pid])
    admin.close()


conn = psycopg2.connect(DSN)


def save(entry):
    global conn
    try:
        conn.cursor().execute("INSERT INTO journal VALUES (%s)", [entry])
    except psycopg2.OperationalError:
        if not conn.closed:
            raise
        conn = psycopg2.connect(DSN)
        conn.cursor().execute("INSERT INTO journal VALUES (%s)", [entry])
    conn.commit()


save("one")
end_session(conn)
save("two")
save("three")
