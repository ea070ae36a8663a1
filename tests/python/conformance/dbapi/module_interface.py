"""DB-API 2.0, the module: globals, exceptions, constructors, type objects."""

import datetime

import psycopg2 as module
from observe import show

show("apilevel", module.apilevel == "2.0")
show("threadsafety", module.threadsafety in (0, 1, 2, 3))
show("paramstyle", module.paramstyle in ("qmark", "numeric", "named", "format", "pyformat"))
HIERARCHY = {
    "Warning": "Exception",
    "Error": "Exception",
    "InterfaceError": "Error",
    "DatabaseError": "Error",
    "DataError": "DatabaseError",
    "OperationalError": "DatabaseError",
    "IntegrityError": "DatabaseError",
    "InternalError": "DatabaseError",
    "ProgrammingError": "DatabaseError",
    "NotSupportedError": "DatabaseError",
}
for name, base in HIERARCHY.items():
    show(name, [cls.__name__ for cls in getattr(module, name).__bases__] == [base])
conn = module.connect("")
for name in HIERARCHY:
    show(f"connection.{name}", getattr(conn, name) is getattr(module, name))
TICKS = datetime.datetime(2024, 2, 29, 13, 45, 30, tzinfo=datetime.timezone.utc).timestamp()
cur = conn.cursor()
cur.execute("SET timezone = 'UTC'")
for value in (
    *(module.Date(2024, 2, 29), module.Time(13, 45, 30), module.Timestamp(2024, 2, 29, 13, 45, 30), module.Binary(b"\x00binary")),
    *(module.DateFromTicks(TICKS), module.TimeFromTicks(TICKS), module.TimestampFromTicks(TICKS), None),
):
    cur.execute("SELECT %s", (value,))
    show(type(value).__name__, cur.fetchone())
cur.execute("SELECT 'x'::text, 1, '\\x00'::bytea, now()::timestamp, 1::oid, 1.5, 2::int8, 2.5::float8, 'c'::char(3), 'v'::varchar")
for column in cur.description:
    kinds = [name for name in ("STRING", "BINARY", "NUMBER", "DATETIME", "ROWID") if getattr(module, name) == column.type_code]
    show(column.name, kinds)
