"""A worker that takes jobs, with limits that differ from job to job"""

import psycopg2

LIMITS = "-c lock_timeout=10s -c idle_in_transaction_session_timeout=1min"

conn = psycopg2.connect("dbname=lab user=reader", options=LIMITS)


def work(job):
    """One job, one transaction, one limit."""
    with conn, conn.cursor() as cur:
        cur.execute("SET LOCAL statement_timeout = %s", [job["limit"]])
        cur.execute(job["sql"])
        return cur.rowcount


for job in (
    {"sql": "SELECT generate_series(1, 1000)", "limit": "10s"},
    {"sql": "SELECT pg_sleep(2)", "limit": "1s"},
    {"sql": "SELECT pg_sleep(2)", "limit": "5s"},
):
    try:
        print(job, "->", work(job))
    except psycopg2.errors.QueryCanceled as error:
        print(job, "->", error.diag.message_primary)

cur = conn.cursor()
cur.execute("SHOW statement_timeout")
print("after all jobs:", cur.fetchone()[0])
