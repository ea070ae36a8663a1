"""The typecasters psycopg2 2.9.13 registers from the start, JSON and ranges apart.

Each is made of the name, the OIDs of pg_type and the loader; registered at the end.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, Callable

from . import datetimes
from .._errors.exceptions import DataError, InterfaceError
from .intervals import load_interval
from .registry import new_array_type, string_types
from .typecast import typecaster

if TYPE_CHECKING:
    from collections.abc import Iterable

# psycopg2 has a buffer of so many bytes for an integer and what ends it
LONGEST_INTEGER = 24


def _plain(load: Callable[[bytes], Any]) -> Callable[[Any], Callable[[Any], Any]]:
    """A maker for loaders that need nothing of the cursor."""
    return lambda cursor: load


def _text(cursor: Any) -> Callable[[bytes], str]:
    conn = cursor._conn if cursor is not None else None
    if conn is None or conn._codec in ("utf_8", "utf-8"):
        return bytes.decode
    codec = conn._codec
    return lambda raw: raw.decode(codec)


def _decimal(cursor: Any) -> Callable[[bytes], Any]:
    from decimal import Decimal

    return lambda raw: Decimal(raw.decode())


def _decimals(cursor: Any) -> Callable[[Iterable[bytes]], Iterable[Any]]:
    from decimal import Decimal

    return lambda column: map(Decimal, map(bytes.decode, column))


def load_integer(raw: bytes) -> int:
    """As PyLong_FromString() reads it: what begins with a 0, as in a program; DataError if it is far too long.

    (The server writes no such number but 0.)
    """
    if len(raw) >= LONGEST_INTEGER:
        raise DataError("int64 representation too long")
    base = 0 if raw.lstrip(b" +-").startswith(b"0") else 10
    try:
        return int(raw, base)
    except ValueError:
        raise ValueError(f"invalid literal for int() with base {base}: {raw.decode()!r}") from None


def load_float(raw: bytes) -> float:
    """What ``float`` accepts."""
    return float(raw.decode())


def _mapped(load: Callable[[bytes], Any]) -> Callable[[Any], Callable[[Iterable[bytes]], Iterable[Any]]]:
    """A maker for loaders of columns as the server writes them."""
    return lambda cursor: partial(map, load)


def load_boolean(raw: bytes) -> bool:
    """``t`` or ``f``, in either case; psycopg2 2.9 refuses anything else."""
    first = raw[:1]
    if first in (b"t", b"T"):
        return True
    if first in (b"f", b"F"):
        return False
    raise InterfaceError(f"can't parse boolean: '{raw.decode('utf-8', 'replace')}'")


def load_binary(raw: bytes) -> memoryview[bytes]:
    """Hexadecimal or escaped bytea, as a memoryview whose items are bytes of length 1 (format ``c``)."""
    return memoryview(_bytes(raw)).cast("c")


def _bytes(raw: bytes) -> bytes:
    """What is neither is passed over."""
    if not raw.startswith(b"\\x"):
        return _ESCAPED.sub(_unescape, raw)
    try:
        return bytes.fromhex(raw[2:].decode())
    except ValueError:
        digits = bytes(byte for byte in raw[2:] if byte in b"0123456789abcdefABCDEF")
        return bytes.fromhex(digits[: len(digits) & ~1].decode())


_ESCAPED = re.compile(rb"\\([0-3][0-7][0-7]|\\|)")


def _unescape(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 8)]) if found[1].isdigit() else found[1]


_TEXT_OIDS = (19, 18, 25, 1042, 1043)
_TEXT_ARRAY_OIDS = (1002, 1003, 1009, 1014, 1015)

BOOLEAN = typecaster("BOOLEAN", (16,), _plain(load_boolean), make_column=_mapped({b"t": True, b"f": False}.__getitem__))
BINARY = typecaster("BINARY", (17,), _plain(load_binary))
STRING = typecaster("STRING", _TEXT_OIDS, _text)
UNICODE = typecaster("UNICODE", _TEXT_OIDS, _text)
BYTES = typecaster("BYTES", _TEXT_OIDS, _plain(bytes))
LONGINTEGER = typecaster("LONGINTEGER", (20,), _plain(load_integer), make_column=_mapped(int))
INTEGER = typecaster("INTEGER", (23, 21), _plain(load_integer), make_column=_mapped(int))
ROWID = typecaster("ROWID", (26,), _plain(load_integer), make_column=_mapped(int))
FLOAT = typecaster("FLOAT", (701, 700), _plain(load_float), make_column=_mapped(float))
DECIMAL = typecaster("DECIMAL", (1700,), _decimal, make_column=_decimals)
NUMBER = typecaster("NUMBER", (20, 23, 21, 701, 700, 1700), _plain(load_float), make_column=_mapped(float))
UNKNOWN = typecaster("UNKNOWN", (705,), _text)
DATE = typecaster("DATE", (1082,), _plain(datetimes.load_date), make_column=datetimes.dates)
PYDATE = typecaster("PYDATE", (1082,), _plain(datetimes.load_date), make_column=datetimes.dates)
TIME = typecaster("TIME", (1083, 1266), datetimes.time_loader)
PYTIME = typecaster("PYTIME", (1083, 1266), datetimes.time_loader)
DATETIME = typecaster("DATETIME", (1114,), _plain(datetimes.load_timestamp), make_column=datetimes.timestamps)
PYDATETIME = typecaster("PYDATETIME", (1114,), _plain(datetimes.load_timestamp), make_column=datetimes.timestamps)
DATETIMETZ = typecaster("DATETIMETZ", (1184,), datetimes.timestamptz_loader, make_column=datetimes.timestamptzs)
PYDATETIMETZ = typecaster("PYDATETIMETZ", (1184,), datetimes.timestamptz_loader, make_column=datetimes.timestamptzs)
INTERVAL = typecaster("INTERVAL", (704, 1186), _plain(load_interval))
PYINTERVAL = typecaster("PYINTERVAL", (704, 1186), _plain(load_interval))

BOOLEANARRAY = new_array_type((1000,), "BOOLEANARRAY", BOOLEAN)
BINARYARRAY = new_array_type((1001,), "BINARYARRAY", BINARY)
STRINGARRAY = new_array_type(_TEXT_ARRAY_OIDS, "STRINGARRAY", STRING)
UNICODEARRAY = new_array_type(_TEXT_ARRAY_OIDS, "UNICODEARRAY", UNICODE)
BYTESARRAY = new_array_type(_TEXT_ARRAY_OIDS, "BYTESARRAY", BYTES)
INTEGERARRAY = new_array_type((1005, 1006, 1007), "INTEGERARRAY", INTEGER)
LONGINTEGERARRAY = new_array_type((1016,), "LONGINTEGERARRAY", LONGINTEGER)
ROWIDARRAY = new_array_type((1028, 1013), "ROWIDARRAY", ROWID)
FLOATARRAY = new_array_type((1021, 1022), "FLOATARRAY", FLOAT)
DECIMALARRAY = new_array_type((1231,), "DECIMALARRAY", DECIMAL)
DATEARRAY = new_array_type((1182,), "DATEARRAY", DATE)
PYDATEARRAY = new_array_type((1182,), "PYDATEARRAY", PYDATE)
TIMEARRAY = new_array_type((1183, 1270), "TIMEARRAY", TIME)
PYTIMEARRAY = new_array_type((1183, 1270), "PYTIMEARRAY", PYTIME)
DATETIMEARRAY = new_array_type((1115,), "DATETIMEARRAY", DATETIME)
PYDATETIMEARRAY = new_array_type((1115,), "PYDATETIMEARRAY", PYDATETIME)
DATETIMETZARRAY = new_array_type((1185,), "DATETIMETZARRAY", DATETIMETZ)
PYDATETIMETZARRAY = new_array_type((1185,), "PYDATETIMETZARRAY", PYDATETIMETZ)
INTERVALARRAY = new_array_type((1187,), "INTERVALARRAY", INTERVAL)
PYINTERVALARRAY = new_array_type((1187,), "PYINTERVALARRAY", PYINTERVAL)
MACADDRARRAY = new_array_type((1040,), "MACADDRARRAY", STRING)
INETARRAY = new_array_type((1041,), "INETARRAY", STRING)
CIDRARRAY = new_array_type((651,), "CIDRARRAY", STRING)

_REGISTERED = (
    BOOLEAN,
    BINARY,
    STRING,
    LONGINTEGER,
    INTEGER,
    ROWID,
    FLOAT,
    DECIMAL,
    UNKNOWN,
    DATE,
    TIME,
    DATETIME,
    DATETIMETZ,
    INTERVAL,
    BOOLEANARRAY,
    BINARYARRAY,
    STRINGARRAY,
    INTEGERARRAY,
    LONGINTEGERARRAY,
    ROWIDARRAY,
    FLOATARRAY,
    DECIMALARRAY,
    DATEARRAY,
    TIMEARRAY,
    DATETIMEARRAY,
    DATETIMETZARRAY,
    INTERVALARRAY,
    MACADDRARRAY,
    INETARRAY,
    CIDRARRAY,
)
for _caster in _REGISTERED:
    for _oid in _caster.values:
        string_types[_oid] = _caster
