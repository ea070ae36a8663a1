"""An adapter that a program registers before it looks at the registry stays the one."""

from decimal import Decimal

from psycopg2.extensions import AsIs, ISQLQuote, adapt, register_adapter

register_adapter(Decimal, AsIs)
print(type(adapt(Decimal("1.5"))).__name__)
from psycopg2.extensions import adapters  # noqa: E402 - it is asked for after that

print(adapters[Decimal, ISQLQuote].__name__, type(adapt(Decimal("1.5"))).__name__)
