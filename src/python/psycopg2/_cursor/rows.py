"""DataRows to Python values, many at a time: split into columns, each of which is read by functions written in C where there are any.

Not for columns whose typecaster is a Python function of the program: it is to see the values row by row.
"""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .._types.typecast import ColumnLoader, type

_LENGTH = Struct("!i").unpack_from
#: So many are read together: enough to make it worth while, and few enough to stay in the processor's cache.
BATCH = 500


def column_loaders(casters: Iterable[tuple[type, int]], cursor: Any) -> list[ColumnLoader] | None:
    """What reads each column, given its typecaster and the OID of its type; None if rows have to be read one by one."""
    loaders = []
    for caster, oid in casters:
        loader = caster._column_loader(oid, cursor)
        if loader is None:
            return None
        loaders.append(loader)
    return loaders


def read(payloads: list[bytes], loaders: list[ColumnLoader]) -> Iterator[tuple[Any, ...]]:
    """The values of each row. Raises whatever says that something cannot be read: not which, nor in the order of the rows."""
    split = _split(payloads, len(loaders))
    columns = [_column(raws, load) for raws, load in zip(zip(*split), loaders)]
    return zip(*columns) if columns else iter([()] * len(payloads))


def _split(payloads: list[bytes], count: int) -> list[list[bytes | None]]:
    """The raw values of each row; struct.error for one that ends too early."""
    unpack = _LENGTH
    columns = range(count)
    rows = []
    for payload in payloads:
        row: list[bytes | None] = []
        position = 2
        for _ in columns:
            start = position + 4
            position = start + unpack(payload, position)[0]
            if position < start:  # -1: NULL
                row.append(None)
                position = start
            else:
                row.append(payload[start:position])
        rows.append(row)
    return rows


def _column(raws: tuple[bytes | None, ...], load: ColumnLoader) -> Any:
    if None not in raws:
        return load(raws)  # type: ignore[arg-type]
    values = iter(load([raw for raw in raws if raw is not None]))
    return [None if raw is None else next(values) for raw in raws]
