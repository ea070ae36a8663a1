"""psycopg2 and SQLAlchemy over TCP, as they are; limits of minutes that take none."""

import psycopg2
import pytest
import sqlalchemy
from psycopg2 import errors
from sqlalchemy import text


@pytest.mark.parametrize("round", [1, 2])
def test_each_test_has_the_database_as_it_was_set_up(server, round):
    with psycopg2.connect(server.uri) as connection, connection.cursor() as cursor:
        cursor.execute("insert into visit (page) values ('/')")
        cursor.execute("select count(*), pg_backend_pid() from visit")
        assert cursor.fetchone() == (1, 102)


def test_a_forgotten_transaction_is_ended(server):
    connection = psycopg2.connect(server.uri, options="-c idle_in_transaction_session_timeout=10min")
    cursor = connection.cursor()
    cursor.execute("insert into visit (page) values ('/lost')")
    server.advance(601)
    with pytest.raises(psycopg2.OperationalError, match="server closed the connection unexpectedly"):
        cursor.execute("select 1")
    # libpq has read the reason, and the exception does not have it
    assert "terminating connection due to idle-in-transaction timeout" in connection.info.error_message


def test_two_sessions_one_lock(server):
    one, other = psycopg2.connect(server.uri), psycopg2.connect(server.uri, options="-c lock_timeout=20ms")
    one.cursor().execute("lock table visit")
    with pytest.raises(errors.LockNotAvailable):
        other.cursor().execute("insert into visit (page) values ('/')")
    other.rollback()
    one.commit()
    other.cursor().execute("insert into visit (page) values ('/')")


@pytest.mark.parametrize(("pre_ping", "is_alive"), [(True, True), (False, False)])
def test_a_pool_hands_out_connections_that_the_server_has_ended(server, pre_ping, is_alive):
    engine = sqlalchemy.create_engine(
        server.uri,
        pool_pre_ping=pre_ping,
        connect_args={"options": "-c idle_session_timeout=5min"},
    )
    with engine.connect() as connection:
        connection.execute(text("insert into visit (page) values ('/a')"))
        connection.commit()
    server.advance(301)
    with engine.connect() as connection:
        if is_alive:
            assert connection.execute(text("select count(*) from visit")).scalar_one() == 1
        else:
            with pytest.raises(sqlalchemy.exc.OperationalError) as caught:
                connection.execute(text("select 1"))
            assert caught.value.connection_invalidated
    engine.dispose()
