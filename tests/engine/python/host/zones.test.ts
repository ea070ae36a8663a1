/** Time zones: PostgreSQL's files serve Python's `zoneinfo`, and C's local time follows TZ, not the zone of whoever reads the page. */
import { expect, test } from 'vitest'
import { printed, run } from '../programs.ts'

test('names and offsets are those that PostgreSQL has', async () => {
  const code = `
import datetime as dt, os, psycopg2, time, zoneinfo
cursor = psycopg2.connect("").cursor()
cursor.execute("select name from pg_timezone_names")
names = sorted(name for name, in cursor)
print(len(names) > 500, set(names) ^ zoneinfo.available_timezones())
# AT TIME ZONE takes these for offsets that are always the same
cursor.execute("select abbrev from pg_timezone_abbrevs")
names = sorted(set(names) - {abbreviation for abbreviation, in cursor})
moments = [dt.datetime(1890, 1, 1), dt.datetime(1943, 7, 1), dt.datetime(1971, 11, 3), dt.datetime(2024, 3, 31, 1), dt.datetime(2024, 7, 1), dt.datetime(2077, 12, 1)]
moments = [moment.replace(tzinfo=dt.timezone.utc) for moment in moments]
cursor.execute("select zone, array(select at at time zone zone from unnest(%s) at) from unnest(%s) zone", (moments, names))
wrong = []
for zone, walls in cursor:
    os.environ["TZ"] = zone
    time.tzset()
    for moment, wall in zip(moments, walls):
        local, seconds = moment.astimezone(), moment.timestamp()
        found = {
            moment.astimezone(zoneinfo.ZoneInfo(zone)).replace(tzinfo=None, fold=0), local.replace(tzinfo=None, fold=0),
            dt.datetime(*time.localtime(seconds)[:6]),
        }
        if found != {wall} or time.mktime(time.localtime(seconds)) != seconds or local.tzname() != moment.astimezone(zoneinfo.ZoneInfo(zone)).tzname():
            wrong.append((zone, moment, wall, found, local.tzname()))
print(wrong)
`
  expect(await printed(code)).toBe('True set()\n[]\n')
})

test('zone files can be read and not changed', async () => {
  const code = `
import os
folder = "/usr/share/zoneinfo"
before = open(folder + "/UTC", "rb").read()
for attempt in (
    lambda: os.remove(folder + "/UTC"), lambda: os.rename(folder + "/UTC", folder + "/GMT"), lambda: os.chmod(folder + "/UTC", 0o666),
    lambda: open(folder + "/UTC", "wb"), lambda: open(folder + "/UTC", "r+b"), lambda: open(folder + "/Mine", "wb"), lambda: os.mkdir(folder + "/Mine"),
):
    try:
        attempt()
        print("done")
    except PermissionError:
        print(end=".")
print(before[:4], before == open(folder + "/UTC", "rb").read(), len(before) == os.path.getsize(folder + "/UTC"), os.path.exists(folder + "/Mine"))
with open(folder + "/UTC", "rb") as file:
    print(file.seek(-3, 2) == len(before) - 3, file.read(), file.seek(1), file.read(3))
`
  expect(await printed(code)).toBe(".......b'TZif' True True False\nTrue b'C0\\n' 1 b'Zif'\n")
})

test('a zone that is not there is told of as CPython tells', async () => {
  const { stderr } = await run('import zoneinfo\nzoneinfo.ZoneInfo("Europe/Nowhere")')
  expect(stderr.trim().split('\n').at(-1)).toBe("zoneinfo._common.ZoneInfoNotFoundError: 'No time zone found with key Europe/Nowhere'")
})

const LOCAL = `
import datetime, time
from psycopg2.tz import LOCAL
print(time.tzname, time.timezone, time.altzone, time.daylight, LOCAL.tzname(datetime.datetime(2024, 7, 1)), datetime.datetime.fromtimestamp(0))
`

test('without TZ it is UTC wherever the reader is', async () => {
  const own = process.env['TZ']
  process.env['TZ'] = 'Asia/Tokyo'
  try {
    expect(new Date(0).getHours()).toBe(9)
    expect(await printed(LOCAL)).toBe("('UTC', 'UTC') 0 0 0 UTC 1970-01-01 00:00:00\n")
  } finally {
    if (own === undefined) delete process.env['TZ']
    else process.env['TZ'] = own
  }
})

test('TZ is a name or a rule, from tzset on, and nothing of it is left for the next program', async () => {
  // What CPython 3.11 prints with glibc 2.36
  const code = `
import os, time
for tz in "Europe/Berlin", ":Asia/Kolkata", "EST5EDT", "AEST-10AEDT,M10.1.0,M4.1.0/3", "<+03>-3", "JST-9", "Nope/Berlin", "X", "":
    os.environ["TZ"] = tz
    time.tzset()
    print(time.tzname, time.timezone, time.altzone, time.daylight, [time.localtime(at).tm_hour for at in (-3_000_000_000, 1711846800, 4_000_000_000)])
`
  expect(await printed(code)).toBe(
    `('CET', 'CEST') -3600 -7200 1 [19, 3, 9]
('IST', 'IST') -19800 -19800 0 [0, 6, 12]
('EST', 'EDT') 18000 14400 1 [13, 21, 3]
('AEST', 'AEDT') -36000 -39600 1 [5, 12, 17]
('+03', '+03') -10800 -10800 0 [21, 4, 10]
('JST', 'JST') -32400 -32400 0 [3, 10, 16]
('Nope', 'Nope') 0 0 0 [18, 1, 7]
('', '') 0 0 0 [18, 1, 7]
('UTC', 'UTC') 0 0 0 [18, 1, 7]
`,
  )
  expect(await printed(LOCAL)).toBe("('UTC', 'UTC') 0 0 0 UTC 1970-01-01 00:00:00\n")
})

test('times on the wall that come twice, or never, or are said to be summer’s', async () => {
  const code = `
import os, time
for tz in "Europe/Berlin", "JST-9":
    os.environ["TZ"] = tz
    time.tzset()
    for wall in (2024, 3, 31, 2, 30, 0), (2024, 10, 27, 2, 30, 0), (2024, 1, 15, 12, 0, 0), (2024, 13, 40, 25, 61, 61):
        print([int(time.mktime((*wall, 0, 0, summer))) for summer in (-1, 0, 1)])
`
  expect(await printed(code)).toBe(
    `[1711848600, 1711848600, 1711845000]
[1729989000, 1729992600, 1729989000]
[1705316400, 1705316400, 1705312800]
[1739149321, 1739149321, 1739145721]
[1711819800, 1711819800, 1711816200]
[1729963800, 1729963800, 1729960200]
[1705287600, 1705287600, 1705284000]
[1739120521, 1739120521, 1739116921]
`,
  )
})
