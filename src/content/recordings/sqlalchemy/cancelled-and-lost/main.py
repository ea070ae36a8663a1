"""A cancelled statement and a lost connection, under SQLAlchemy"""

from sqlalchemy import create_engine, exc, text

URL = "postgresql+psycopg2://reader:reader@/lab"


def attempt(what, connection, statement="SELECT 1"):
    try:
        connection.execute(text(statement))
        print(f"{what}: no error")
    except exc.DBAPIError as error:
        print(f"{what}: {type(error).__name__}, orig {type(error.orig).__name__}, connection_invalidated {error.connection_invalidated}")
    except exc.SQLAlchemyError as error:
        print(f"{what}: {type(error).__name__}")


def end_session_of(connection):
    pid = connection.execute(text("SELECT pg_backend_pid()")).scalar()
    connection.rollback()
    with other.connect() as second:
        second.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})


other = create_engine(URL)
engine = create_engine(URL, connect_args={"options": "-c statement_timeout=200ms"})

with engine.connect() as connection:
    attempt("cancelled", connection, "SELECT pg_sleep(1)")
    connection.rollback()
    end_session_of(connection)
    attempt("lost", connection)
    attempt("the next statement", connection)
    connection.rollback()
    attempt("after rollback()", connection)

for name, checked in ("as it comes", create_engine(URL)), ("pool_pre_ping", create_engine(URL, pool_pre_ping=True)):
    with checked.connect() as connection:
        end_session_of(connection)
    for use in "first", "second":
        with checked.connect() as connection:
            attempt(f"died in the pool, {name}, {use} use", connection)
