"""A statement that statement_timeout cancels, through SQLAlchemy"""

import psycopg2
from sqlalchemy import create_engine, exc, text

URL = "postgresql+psycopg2://reader:reader@/lab"
engine = create_engine(URL, connect_args={"options": "-c statement_timeout=1s"})


def attempt(connection, statement):
    try:
        print(f"{statement}: {connection.execute(text(statement)).scalar()}")
    except exc.DBAPIError as error:
        print(f"{statement}: {type(error).__name__}")
        print(f"    orig: {type(error.orig).__name__}, pgcode {error.orig.pgcode}")
        print(f"    orig is a QueryCanceled: {isinstance(error.orig, psycopg2.errors.QueryCanceled)}")
        print(f"    connection_invalidated: {error.connection_invalidated}")


with engine.connect() as connection:
    attempt(connection, "SHOW statement_timeout")
    attempt(connection, "SELECT pg_sleep(5)")
    attempt(connection, "SELECT 1")
    connection.rollback()
    attempt(connection, "SELECT 1")
engine.dispose()
