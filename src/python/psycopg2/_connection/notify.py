"""``Notify``: one message of LISTEN/NOTIFY."""

from __future__ import annotations

import operator
from typing import Any, Callable

from .._extension.arguments import c_function, position
from .._extension.attributes import lacks, member, public, unpicklable


@public("psycopg2.extensions")
class Notify:
    """``pid`` of the backend that sent it, ``channel``, ``payload``; also a pair (pid, channel)."""

    __slots__ = ("_channel", "_payload", "_pid")

    pid = member("_pid", "The process id of the backend that sent it.")
    channel = member("_channel", "What it was sent to.")
    payload = member("_payload", "The text that came along; '' if none did.")

    @c_function
    def __init__(self, pid: int, channel: str, payload: str = "") -> None:
        self._pid = pid
        self._channel = channel
        self._payload = payload

    __getattr__ = lacks
    __reduce_ex__ = unpicklable

    def __len__(self) -> int:
        return 2

    def __getitem__(self, index: int) -> Any:
        return (self._pid, self._channel)[position(index, 2)]

    def _compare(self, other: object, operator: Callable[[Any, Any], Any]) -> Any:
        """Beside another as three values, beside a tuple as a pair."""
        if type(other) is Notify:
            return operator((self._pid, self._channel, self._payload), (other._pid, other._channel, other._payload))
        if isinstance(other, tuple):
            return operator((self._pid, self._channel), other)
        return False  # to psycopg2 nothing else is even different

    def __eq__(self, other: object) -> Any:
        return self._compare(other, operator.eq)

    def __ne__(self, other: object) -> Any:
        return self._compare(other, operator.ne)

    def __lt__(self, other: object) -> Any:
        return self._compare(other, operator.lt)

    def __le__(self, other: object) -> Any:
        return self._compare(other, operator.le)

    def __gt__(self, other: object) -> Any:
        return self._compare(other, operator.gt)

    def __ge__(self, other: object) -> Any:
        return self._compare(other, operator.ge)

    def __hash__(self) -> int:
        return hash((self._pid, self._channel, self._payload) if self._payload else (self._pid, self._channel))

    def __repr__(self) -> str:
        return f"Notify({self._pid!r}, {self._channel!r}, {self._payload!r})"
