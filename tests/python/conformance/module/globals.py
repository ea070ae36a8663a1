"""What DB-API 2.0 asks of the module, and the versions."""

import psycopg2
from observe import show

for name in ("apilevel", "threadsafety", "paramstyle", "__version__"):
    show(name, getattr(psycopg2, name))
show("libpq is 10 or later", psycopg2.__libpq_version__ >= 100000)
show("the same at run time", psycopg2.extensions.libpq_version() // 10000 == psycopg2.__libpq_version__ // 10000)
for name in ("connect", "Binary", "Date", "Time", "Timestamp", "DateFromTicks", "TimeFromTicks", "TimestampFromTicks"):
    show(name, callable(getattr(psycopg2, name)))
for name in ("errors", "extensions"):
    show(name, getattr(psycopg2, name).__name__)
show("no such name", hasattr(psycopg2, "nosuch"))
