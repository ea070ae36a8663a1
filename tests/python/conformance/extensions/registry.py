"""The adapters that there are after ``import psycopg2`` alone, and what a program does with the registry."""

from observe import attempt

import psycopg2


def registered():
    for (cls, protocol), adapter in sorted(psycopg2.extensions.adapters.items(), key=lambda item: item[0][0].__name__):
        print(f"{cls.__module__}.{cls.__qualname__} {protocol.__name__}: {adapter.__module__}.{adapter.__name__}")


registered()
from decimal import Decimal  # noqa: E402 - what was asked above was asked before

from psycopg2 import _psycopg, extras  # noqa: E402
from psycopg2.extensions import AsIs, ISQLQuote, adapt, adapters, register_adapter  # noqa: E402

print(adapters is _psycopg.adapters, type(adapters))
register_adapter(complex, AsIs)
register_adapter(Decimal, AsIs)
print(adapt(1j).getquoted(), adapt(Decimal("1.5")).getquoted(), extras.NumericRange(1, 2))
for cls in (Decimal, extras.DateRange, int, complex):
    del adapters[cls, ISQLQuote]
    attempt(f"without {cls.__name__}", lambda cls=cls: adapt(cls()).getquoted())
registered()
