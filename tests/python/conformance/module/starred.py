"""``from … import *``: the names that it gives, and where functions say they are from."""

import psycopg2
from psycopg2 import _range

MODULES = ("psycopg2", "psycopg2.extras")  # what was imported before shows, too
for module in MODULES:
    names: dict[str, object] = {}
    exec(f"from {module} import *", names)  # noqa: S102
    print(module, *sorted(name for name in names if not name.startswith("_") and name not in ("extras", "tz")))
names = {}
exec("from psycopg2.extensions import *", names)  # noqa: S102
print("extensions lack", [name for name in dir(psycopg2.extensions) if not name.startswith("_") and name not in names])
for name in ("Date", "TimeFromTicks", "extensions.adapt", "extensions.parse_dsn", "extensions.new_type", "extensions.libpq_version"):
    function = psycopg2
    for part in name.split("."):
        function = getattr(function, part)
    print(name, function.__module__, function.__name__)
print(*(getattr(_range, name).__name__ for name in ("NumberRangeAdapter", "RangeAdapter", "RangeCaster", "register_range")))
