"""What importing the driver costs in an interpreter that has just started; the last expression is milliseconds as JSON."""

import json
from time import perf_counter

began = perf_counter()
import psycopg2  # noqa: E402, F401

alone = perf_counter()
import psycopg2.extras  # noqa: E402
import psycopg2.pool  # noqa: E402
import psycopg2.sql  # noqa: E402, F401

json.dumps({"alone": (alone - began) * 1000, "all": (perf_counter() - began) * 1000})
