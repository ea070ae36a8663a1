"""What programs do with a driver, each timed a few times: prints ``{name: [milliseconds, …]}`` as JSON."""

import gc
import json
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from time import perf_counter

import psycopg2
from psycopg2.extras import RealDictCursor, execute_values

TIMES = 3
ROUND_TRIPS = 1000
FIRST = datetime(2024, 1, 1, tzinfo=timezone.utc)

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
cur.execute(
    """
    create temp table big as
    select i, i % 1000 as grp, 'row number ' || i as name, timestamptz '2024-01-01 00:00:00.5' + i * interval '61.000457 s' as at,
           (i::numeric / 100)::numeric(12, 2) as price
    from generate_series(1, 100000) i;
    create temp table target (i int, grp int, name text, at timestamptz, price numeric);
    """
)
conn.commit()
rows = [(i, i % 1000, f"row number {i}", FIRST + timedelta(seconds=i), Decimal(i) / 100) for i in range(10_000)]
pairs = [(i, name) for i, _, name, _, _ in rows]
numbers = list(range(10_000))
placeholders = ",".join(["%s"] * len(numbers))


def round_trip():
    cur.execute("select 1")
    cur.fetchone()


def fetch_all():
    cur.execute("select * from big")
    assert len(cur.fetchall()) == 100_000


def fetch_one_by_one():
    cur.execute("select * from big limit 10000")
    while cur.fetchone() is not None:
        pass


def iterate():
    cur.execute("select * from big limit 10000")
    for _ in cur:
        pass


def fetch_dictionaries():
    with conn.cursor(cursor_factory=RealDictCursor) as dictionaries:
        dictionaries.execute("select * from big limit 10000")
        dictionaries.fetchall()


def insert_values():
    execute_values(cur, "insert into target values %s", rows)


def insert_pairs():
    execute_values(cur, "insert into target (i, name) values %s", pairs)


def insert_many():
    cur.executemany("insert into target values (%s, %s, %s, %s, %s)", rows[:1000])


def pass_many():
    cur.execute(f"select count(*) from big where i in ({placeholders})", numbers)


def timed(program, times=TIMES):
    """The milliseconds of each of ``times`` runs, after one that is not counted; what it inserted is taken back."""
    samples = []
    for _ in range(times + 1):
        gc.collect()
        began = perf_counter()
        program()
        samples.append((perf_counter() - began) * 1000)
        conn.rollback()
    return samples[1:]


def timed_round_trips():
    """As ``timed``, in one transaction, with nothing between one and the next."""
    samples = []
    for _ in range(ROUND_TRIPS):
        began = perf_counter()
        round_trip()
        samples.append((perf_counter() - began) * 1000)
    conn.rollback()
    return samples[ROUND_TRIPS // 5 :]


print(
    json.dumps(
        {
            "roundTrip": timed_round_trips(),
            "fetchall": timed(fetch_all),
            "fetchone": timed(fetch_one_by_one),
            "iterate": timed(iterate),
            "dictionaries": timed(fetch_dictionaries),
            "executeValues": timed(insert_values),
            "executeValuesOfPairs": timed(insert_pairs),
            "executemany": timed(insert_many),
            "parameters": timed(pass_many),
        }
    )
)
