"""Any nesting of Python values is adapted, goes through the server and comes back equal."""

from __future__ import annotations

import unittest
from random import Random
from typing import Any

from psycopg2 import extras

from case import ServerCase
from kinds import KINDS, Kind, integer, number
from properties import for_all

COLUMNS = 8


def nested(kind: Kind, generator: Random, shape: list[int]) -> Any:
    """Lists of lists of what ``kind`` makes, of equal lengths as arrays are, with NULL here and there."""
    if shape:
        return [nested(kind, generator, shape[1:]) for _ in range(shape[0])]
    return None if generator.random() < 0.2 else kind.make(generator)


def shape(generator: Random) -> list[int]:
    """How long an array is in each of its dimensions; one without elements has one dimension."""
    return [generator.randrange(1, 4) for _ in range(generator.randrange(1, 5))] if generator.random() < 0.9 else [0]


def same(kind: Kind, sent: Any, got: Any) -> bool:
    """``got`` is ``sent``, with lists where that has lists."""
    if type(sent) is list:
        return type(got) is list and len(got) == len(sent) and all(same(kind, one, other) for one, other in zip(sent, got))
    return got is None if sent is None else kind.same(sent, got)


class NestingTest(ServerCase):
    def setUp(self) -> None:
        super().setUp()
        self.cursor.execute("set timezone to 'UTC'")
        extras.register_uuid(conn_or_curs=self.conn)
        extras.register_ipaddress(self.conn)
        fields = ", ".join(f"f{index} {kind.cast}" for index, kind in enumerate(KINDS))
        self.cursor.execute(f"create type pg_temp.every as ({fields}, ns int8[], ts text[])")
        self.conn.commit()
        self.every = extras.register_composite("pg_temp.every", self.cursor)

    def ask_row(self, query: str, values: list[Any]) -> tuple[Any, ...]:
        try:
            self.cursor.execute(query, values)
            return self.cursor.fetchone()
        finally:
            self.conn.rollback()

    def test_values_and_arrays(self) -> None:
        def make(generator: Random) -> list[tuple[Kind, Any]]:
            chosen = [generator.choice(KINDS) for _ in range(COLUMNS)]
            return [(kind, nested(kind, generator, generator.choice(([], shape(generator))))) for kind in chosen]

        def comes_back(columns: list[tuple[Kind, Any]]) -> None:
            query = ", ".join(f"%s::{kind.cast}{'[]' * isinstance(value, list)}" for kind, value in columns)
            got = self.ask_row(f"select {query}", [value for _, value in columns])
            for (kind, sent), back in zip(columns, got):
                self.assertTrue(same(kind, sent, back), f"{kind.cast}: {sent!r} came back as {back!r}")

        for_all(make, comes_back, runs=150, seed=21)

    def test_composites(self) -> None:
        columns = [*KINDS, Kind("int8[]", KINDS[1].make), Kind("text[]", KINDS[4].make)]

        def make(generator: Random) -> tuple[Any, ...]:
            return tuple(nested(kind, generator, [3] * kind.cast.endswith("[]")) for kind in columns)

        def comes_back(sent: tuple[Any, ...]) -> None:
            got, among = self.ask_row("select %s::pg_temp.every, %s::pg_temp.every[]", [sent, [sent, None]])
            self.assertIsNone(among[1])
            for back in (got, among[0]):
                self.assertIsInstance(back, self.every.type)
                for kind, one, other in zip(columns, sent, back):
                    self.assertTrue(same(kind, one, other), f"{kind.cast}: {one!r} came back as {other!r}")

        for_all(make, comes_back, runs=60, seed=22)

    def test_what_needs_no_cast(self) -> None:
        """Numbers say themselves what they are."""

        def make(generator: Random) -> list[Any]:
            return [generator.choice((integer, number))(generator) for _ in range(COLUMNS)]

        def comes_back(sent: list[Any]) -> None:
            got = self.ask_row(f"select {', '.join(['%s'] * len(sent))}", sent)
            for one, other in zip(sent, got):
                self.assertTrue(one == other or other != other and one != one, f"{one!r} came back as {other!r}")
                self.assertTrue(type(other) is int or type(one) is not int or abs(one) >= 2**63, f"{one!r} came back as {other!r}")

        for_all(make, comes_back, runs=60, seed=23)


if __name__ == "__main__":
    unittest.main()
