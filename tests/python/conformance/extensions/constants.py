"""The constants and other names of extensions."""

from observe import attempt, show
from psycopg2 import extensions

for name in sorted(name for name in dir(extensions) if name.isupper() and isinstance(getattr(extensions, name), (int, type(None)))):
    show(name, getattr(extensions, name))
CASTERS = (
    *("BOOLEAN", "BYTES", "DATE", "DECIMAL", "FLOAT", "INTEGER", "INTERVAL", "LONGINTEGER", "TIME", "UNICODE", "JSON", "JSONB"),
    *("PYDATE", "PYDATETIME", "PYDATETIMETZ", "PYINTERVAL", "PYTIME", "BINARYARRAY", "BOOLEANARRAY", "BYTESARRAY", "DATEARRAY"),
    *("DATETIMEARRAY", "DECIMALARRAY", "FLOATARRAY", "INTEGERARRAY", "INTERVALARRAY", "LONGINTEGERARRAY", "PYDATEARRAY"),
    *("PYDATETIMEARRAY", "PYDATETIMETZARRAY", "PYINTERVALARRAY", "PYTIMEARRAY", "ROWIDARRAY", "STRINGARRAY", "TIMEARRAY"),
    *("UNICODEARRAY", "JSONARRAY", "JSONBARRAY"),
)
for name in CASTERS:
    caster = getattr(extensions, name)
    show(name, (caster.name, caster.values))
for oid, caster in sorted(extensions.string_types.items()):
    if "range" not in caster.name and caster.name not in ("type", "typeARRAY"):  # those of ranges
        show(f"string_types[{oid}]", caster.name)
show("binary_types", extensions.binary_types)
for name in ("STATUS_CONNECTING", "STATUS_CLOSED", "STATUS_FAULTY", "nosuch"):
    attempt(name, getattr, extensions, name)
attempt("libpq_version of one", extensions.libpq_version, 1)
