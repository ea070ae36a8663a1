"""The adapters registered from the start: those of the types Python has without an import. Decimal's comes with the first Decimal."""

from __future__ import annotations

import datetime as dt

from . import _literals
from ._adapt import direct, register_adapter
from ._adapters import Boolean, Float, Int, NoneAdapter
from ._prepared import Binary, QuotedString
from ._containers import SQL_IN, List
from ._dates import DateFromPy, IntervalFromPy, TimeFromPy, TimestampFromPy

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
        float: (Float, _literals.quote_float),
        int: (Int, _literals.quote_int),
        bool: (Boolean, _literals.quote_boolean),
        str: (QuotedString, _literals.quote_str),
        dt.date: (DateFromPy, _literals.quote_date),
        dt.datetime: (TimestampFromPy, _literals.quote_timestamp),
    }
)
