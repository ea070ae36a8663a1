"""A connection that died in SQLAlchemy's pool, without and with pool_pre_ping"""

import psycopg2
from sqlalchemy import create_engine, exc, text

URL = "postgresql+psycopg2://reader:reader@/lab"
PID = text("SELECT pg_backend_pid()")


def die_in_the_pool(engine):
    with engine.connect() as connection:
        pid = connection.execute(PID).scalar()
    # It is back in the pool, and somebody ends its session
    other = psycopg2.connect("dbname=lab user=reader")
    other.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()
    return pid


for checked in False, True:
    engine = create_engine(URL, pool_pre_ping=checked)
    before = die_in_the_pool(engine)
    print(f"pool_pre_ping={checked}")
    for use in "first", "second":
        try:
            with engine.connect() as connection:
                pid = connection.execute(PID).scalar()
                print(f"  {use} use: no error, the same session: {pid == before}")
        except exc.OperationalError as error:
            print(f"  {use} use: {type(error).__name__}, orig {type(error.orig).__name__}")
            print(f"    {str(error.orig).splitlines()[0]}")
            print(f"    connection_invalidated: {error.connection_invalidated}")
    engine.dispose()
