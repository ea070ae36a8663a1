"""A session that is gone, and nine ways to ask for it"""

import psycopg2
from psycopg2.extensions import POLL_OK, STATUS_READY, TRANSACTION_STATUS_IDLE

other = psycopg2.connect("dbname=lab user=reader")
other.autocommit = True


def gone():
    """A connection whose session has been ended. Nobody has used it since."""
    conn = psycopg2.connect("dbname=lab user=reader")
    other.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", [conn.info.backend_pid])
    return conn


checks = {
    "closed": lambda conn: conn.closed == 0,
    "status": lambda conn: conn.status == STATUS_READY,
    "get_transaction_status()": lambda conn: conn.get_transaction_status() == TRANSACTION_STATUS_IDLE,
    "info.status": lambda conn: conn.info.status == 0,
    "server_version": lambda conn: conn.server_version > 0,
    "cursor()": lambda conn: not conn.cursor().closed,
    "rollback()": lambda conn: conn.rollback() is None,
    "poll()": lambda conn: conn.poll() == POLL_OK,
    "execute('SELECT 1')": lambda conn: conn.cursor().execute("SELECT 1") is None,
}
noticed = 0
for name, is_alive in checks.items():
    try:
        answer = "alive" if is_alive(gone()) else "gone"
    except psycopg2.OperationalError:
        answer = "gone, says an OperationalError"
    noticed += answer != "alive"
    print(f"{name:<26} {answer}")
print(noticed, "of", len(checks), "have noticed")
