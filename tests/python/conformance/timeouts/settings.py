"""Values and units of timeouts: what SET takes and SHOW gives."""

import psycopg2
from observe import attempt, show

conn = psycopg2.connect("")
conn.autocommit = True
cur = conn.cursor()
for value in (
    *("500", "500ms", "1min", "1 min", "1.5s", "1d", "0", "1.5", "0.5", "500us", "0.6", "1e3", "0x10", "010", "90000", "600000", "600001"),
    *("-1", "abc", "", "on", "2147483647", "2147483648", "25d", "1S", "1M", "1m", "1sec", " 5 ", "5 s", "5  s", "s", "1h 1min"),
):
    for name in ("statement_timeout", "lock_timeout"):
        try:
            cur.execute(f"SET {name} = %s", (value,))
            cur.execute(f"SHOW {name}")
            show(f"{name} = {value!r}", cur.fetchone()[0])
        except psycopg2.Error as error:
            show(f"{name} = {value!r}", (type(error).__name__, str(error)))
for value in (500, 1.5, True, None, -1):
    attempt(f"{value!r}", cur.execute, "SET statement_timeout = %s", (value,))
cur.execute("RESET ALL")
cur.execute("SELECT name, setting, unit, min_val, max_val FROM pg_settings WHERE name LIKE '%timeout' AND context = 'user' ORDER BY 1")
for row in cur:
    show("setting", row)
