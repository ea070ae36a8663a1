"""Many statements in few round trips: ``execute_batch``, ``execute_values``."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from .. import extensions as _ext
from .._extension.attributes import public

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@public("psycopg2.extras")
def _paginate(seq: Iterable[Any], page_size: int) -> Iterator[list[Any]]:
    iterator = iter(seq)
    while True:
        page = list(islice(iterator, max(page_size, 0)))
        if page or page_size <= 0:
            yield page
        if len(page) < page_size:
            return


@public("psycopg2.extras")
def execute_batch(cur: Any, sql: Any, argslist: Iterable[Any], page_size: int = 100) -> None:
    """Run ``sql`` for each of ``argslist``, ``page_size`` statements a round trip."""
    for page in _paginate(argslist, page_size):
        cur.execute(b";".join([cur.mogrify(sql, args) for args in page]))


@public("psycopg2.extras")
def execute_values(
    cur: Any,
    sql: Any,
    argslist: Iterable[Any],
    template: Any = None,
    page_size: int = 100,
    fetch: bool = False,
) -> list[Any] | None:
    """Run ``sql`` with its only ``%s`` replaced by a VALUES list, ``page_size`` rows a round trip.

    ``template`` is how a row is written, ``(%s, %s, …)`` if None. With ``fetch`` returns the rows of all statements.
    """
    from .._adapters.composable import Composable

    if isinstance(sql, Composable):
        sql = sql.as_string(cur)
    codec = _ext.encodings[cur.connection.encoding]
    if not isinstance(sql, bytes):
        sql = sql.encode(codec)
    if template is not None and isinstance(template, str):
        template = template.encode(codec)
    before, after = _split_sql(sql)
    result: list[Any] | None = [] if fetch else None
    for page in _paginate(argslist, page_size):
        if template is None:
            template = b"(" + b",".join([b"%s"] * len(page[0])) + b")"
        cur.execute(before + b",".join([cur.mogrify(template, args) for args in page]) + after)
        if result is not None:
            result.extend(cur.fetchall())
    return result


@public("psycopg2.extras")
def _split_sql(sql: bytes) -> tuple[bytes, bytes]:
    """What comes before and after the only ``%s``; ``%%`` is a percent sign. ValueError."""
    parts: list[list[bytes]] = [[]]
    for token in re.split(rb"(%.)", sql):
        if len(token) != 2 or token[:1] != b"%":
            parts[-1].append(token)
        elif token == b"%s":
            parts.append([])
        elif token == b"%%":
            parts[-1].append(b"%")
        else:
            raise ValueError(f"unsupported format character: '{token[1:].decode('ascii', 'replace')}'")
    if len(parts) == 1:
        raise ValueError("the query doesn't contain any '%s' placeholder")
    if len(parts) > 2:
        raise ValueError("the query contains more than one '%s' placeholder")
    return b"".join(parts[0]), b"".join(parts[1])
