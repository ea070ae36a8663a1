"""The classes that register_range() makes say the module of ``Range``."""

import psycopg2
from psycopg2.extras import NumericRange, register_range

conn = psycopg2.connect("")
conn.cursor().execute("CREATE TYPE floats AS RANGE (subtype = float8)")
caster = register_range("floats", "Floats", conn)
print(caster.range, caster.adapter, NumericRange, type(caster))
