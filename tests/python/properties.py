"""Properties that have to hold of any value: many made from a seed, and of those that fail the smallest that is found."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any, Callable

Make = Callable[[random.Random], Any]


def for_all(make: Make, holds: Callable[[Any], None], runs: int, seed: int) -> None:
    """Call ``holds`` with ``runs`` values of ``make``. What it raises becomes an AssertionError with the seed and the smallest value."""
    generator = random.Random(seed)
    for run in range(runs):
        value = make(generator)
        error = _failure(holds, value)
        if error is not None:
            value, error = _smallest(holds, value, error)
            raise AssertionError(f"seed {seed}, run {run}, smallest case {value!r}: {type(error).__name__}: {error}") from error


def _failure(holds: Callable[[Any], None], value: Any) -> BaseException | None:
    try:
        holds(value)
    except Exception as error:  # whatever it is, it is the failure
        return error
    return None


def _smallest(holds: Callable[[Any], None], value: Any, error: BaseException) -> tuple[Any, BaseException]:
    """Smaller and smaller values that fail with the same class of error."""
    for _ in range(500):
        for candidate in smaller(value):
            found = _failure(holds, candidate)
            if type(found) is type(error):
                value, error = candidate, found
                break
        else:
            break
    return value, error


def smaller(value: Any) -> Iterator[Any]:
    """Simpler values of the same shape, the simplest first."""
    if isinstance(value, (str, bytes, list)):
        half = len(value) // 2
        if half:
            yield value[:half]
            yield value[half:]
        for position in range(min(len(value), 50)):
            yield value[:position] + value[position + 1 :]
    if isinstance(value, str):
        plain = "".join("a" if ord(character) > 126 else character for character in value)
        if plain != value:
            yield plain
    elif type(value) in (list, tuple):
        for position, item in enumerate(value):
            for candidate in smaller(item):
                yield value[:position] + type(value)((candidate,)) + value[position + 1 :]
    elif isinstance(value, dict):
        for key, item in value.items():
            yield {other: kept for other, kept in value.items() if other != key}
            for candidate in smaller(item):
                yield {**value, key: candidate}
    elif type(value) is int and value:
        yield 0
        yield int(value / 2) if abs(value) < 2**53 else value // 2
