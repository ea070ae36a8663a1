"""tz.FixedOffsetTimezone: offsets, names, identity, text."""

import copy
import datetime as dt
import pickle

import psycopg2
from observe import attempt, show
from psycopg2.tz import FixedOffsetTimezone

for arguments in (
    *((), (0,), (90,), (-330,), (1,), (1439,), (90, "name"), (None, "name"), (dt.timedelta(hours=2),), (dt.timedelta(minutes=-90),)),
    *((dt.timedelta(seconds=3661),), (dt.timedelta(seconds=-3661),), (dt.timedelta(0), "zero"), (1.5,), (-0.5,)),
):
    zone = attempt(f"{arguments}", FixedOffsetTimezone, *arguments)
    if zone is not None:
        show("  offset, name, dst", (zone.utcoffset(None), zone.tzname(None), zone.dst(None)))
        show("  in a datetime", str(dt.datetime(2024, 1, 1, tzinfo=zone)))
        show("  the same object", FixedOffsetTimezone(*arguments) is zone)
show("equal", (FixedOffsetTimezone(60) == FixedOffsetTimezone(60, "x"), FixedOffsetTimezone(60) == FixedOffsetTimezone(61)))
show("equal to others", (FixedOffsetTimezone(60) == dt.timezone(dt.timedelta(hours=1)), FixedOffsetTimezone(60) != 60))
show("minutes and timedelta", FixedOffsetTimezone(60) == FixedOffsetTimezone(dt.timedelta(hours=1)))
attempt("hash", hash, FixedOffsetTimezone(60))
zone = FixedOffsetTimezone(offset=75, name="kw")
show("getinitargs", zone.__getinitargs__())
show("pickled", (pickle.loads(pickle.dumps(zone)), pickle.loads(pickle.dumps(zone)) == zone))
show("copied", (copy.copy(zone) == zone, copy.deepcopy(zone) == zone))
stamp = dt.datetime(2024, 1, 1, 12, tzinfo=zone)
show("pickled in a datetime", pickle.loads(pickle.dumps(stamp)) == stamp)
show("arithmetic", (stamp.astimezone(dt.timezone.utc), stamp.utctimetuple().tm_hour))
cur = psycopg2.connect("").cursor()
show("as a parameter", cur.mogrify("%s %s", (stamp, stamp.timetz())))
cur.tzinfo_factory = FixedOffsetTimezone
cur.execute("SET timezone = 'Asia/Kolkata'; SELECT '2024-01-01 00:00+00'::timestamptz, '10:00-03:30'::timetz, 'infinity'::timestamptz")
show("as a factory", cur.fetchone())
cur.tzinfo_factory = None
cur.execute("SELECT 'infinity'::timestamptz, '-infinity'::timestamptz")
show("infinity without", cur.fetchone())
attempt("of a text", FixedOffsetTimezone, "x")
