"""``Notify``: one message of LISTEN/NOTIFY. Imports ``_arguments``."""

from __future__ import annotations

from typing import Any

from ._arguments import c_function


class Notify:
    """``pid`` of the backend that sent it, ``channel``, ``payload``; also a pair (pid, channel)."""

    @c_function
    def __init__(self, pid: int, channel: str, payload: str = "") -> None:
        self.pid = pid
        self.channel = channel
        self.payload = payload

    def __len__(self) -> int:
        return 2

    def __getitem__(self, index: int) -> Any:
        if not -2 <= index < 2:
            raise IndexError("index out of range")
        return (self.pid, self.channel)[index]

    def __eq__(self, other: object) -> Any:
        if isinstance(other, Notify):
            return (self.pid, self.channel, self.payload) == (other.pid, other.channel, other.payload)
        if isinstance(other, tuple):
            return (self.pid, self.channel) == other
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self.pid, self.channel, self.payload) if self.payload else (self.pid, self.channel))

    def __repr__(self) -> str:
        return f"Notify({self.pid!r}, {self.channel!r}, {self.payload!r})"


Notify.__module__ = "psycopg2.extensions"
