"""tz.LocalTimezone and the offsets of this machine, which here is at UTC."""

import datetime as dt

import psycopg2.tz
from observe import show
from psycopg2.tz import LOCAL, LocalTimezone

show("ZERO", psycopg2.tz.ZERO)
for name in ("STDOFFSET", "DSTOFFSET", "DSTDIFF"):
    show(name, getattr(psycopg2.tz, name))
show("LOCAL", type(LOCAL).__name__)
stamp = dt.datetime(2024, 7, 1, 12, tzinfo=LocalTimezone())
show("offset, name, dst", (stamp.utcoffset(), type(stamp.tzname()).__name__, stamp.dst()))
show("winter", dt.datetime(2024, 1, 1, tzinfo=LOCAL).utcoffset())
show("text", str(stamp))
show("in UTC", stamp.astimezone(dt.timezone.utc))
