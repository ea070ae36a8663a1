"""Four queries in four threads"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg2

queries = {
    "slow": "SELECT 'an answer' FROM pg_sleep(0.7)",
    "slow as well": "SELECT 'another answer' FROM pg_sleep(0.5)",
    "wrong": "SELECT 1 / 0",
    "too slow": "SELECT 'never' FROM pg_sleep(10)",
}
own = threading.local()


def connect():
    """Give the current thread its connection."""
    own.conn = psycopg2.connect("dbname=lab user=reader", options="-c statement_timeout=900")


def run(query):
    with own.conn, own.conn.cursor() as cur:
        cur.execute(query)
        return cur.fetchone()[0]


began = time.monotonic()
with ThreadPoolExecutor(max_workers=4, initializer=connect) as executor:
    futures = {name: executor.submit(run, query) for name, query in queries.items()}
print(f"four queries: {time.monotonic() - began:.0f} s")

for name, future in futures.items():
    try:
        print(f"{name}: {future.result()}")
    except psycopg2.Error as error:
        print(f"{name}: {type(error).__name__}: {error.diag.message_primary}")
