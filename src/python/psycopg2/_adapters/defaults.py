"""The adapters registered from the start: those of the types Python has without an import. Decimal's comes with the first Decimal."""

from __future__ import annotations

import datetime as dt

from .._connection import literals
from .adapt import direct, register_adapter
from .builtin import Boolean, Float, Int, NoneAdapter
from .strings import Binary, QuotedString
from .containers import SQL_IN, List
from .dates import DateFromPy, IntervalFromPy, TimeFromPy, TimestampFromPy

for _type, _adapter in (
    (float, Float),
    (int, Int),
    (bool, Boolean),
    (str, QuotedString),
    (bytes, Binary),
    (bytearray, Binary),
    (memoryview, Binary),
    (list, List),
    (dt.date, DateFromPy),
    (dt.time, TimeFromPy),
    (dt.datetime, TimestampFromPy),
    (dt.timedelta, IntervalFromPy),
    (tuple, SQL_IN),
    (type(None), NoneAdapter),
):
    register_adapter(_type, _adapter)

direct.update(
    {
        float: (Float, literals.quote_float),
        int: (Int, literals.quote_int),
        bool: (Boolean, literals.quote_boolean),
        str: (QuotedString, literals.quote_str),
        dt.date: (DateFromPy, literals.quote_date),
        dt.datetime: (TimestampFromPy, literals.quote_timestamp),
    }
)
