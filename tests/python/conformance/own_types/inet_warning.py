"""register_inet() warns of itself, not of its caller."""

import warnings

import psycopg2
from psycopg2.extras import register_inet

conn = psycopg2.connect("")
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    register_inet(conn_or_curs=conn)
print([(warning.category.__name__, str(warning.message), warning.filename == __file__) for warning in caught])
