"""Signals wait while the driver is at work: their handlers are called once it returns, as they are for a driver in C.

What it does with a connection takes many steps, between any two of which Python would call them, and they may raise. A protocol with two
implementations: handlers that are replaced for a while, and the page, which installs its own.
"""

from __future__ import annotations

import sys
from functools import wraps
from typing import TYPE_CHECKING, Any, Callable, Protocol, TypeVar

if TYPE_CHECKING:
    from types import FrameType

_Function = TypeVar("_Function", bound=Callable[..., Any])


class Keeper(Protocol):
    """Keeps the signals of the current thread from their handlers."""

    def hold(self) -> None:
        """From now on none is called. Nests."""
        ...

    def release(self) -> None:
        """The end of the outermost ``hold``: calls the handlers of what has come; raises what they raise."""
        ...

    def let_go(self) -> int:
        """Handlers are called again, whatever holds; what ``hold_again`` is to be told."""
        ...

    def hold_again(self, depth: int) -> None:
        """As before ``let_go``."""
        ...

    def check(self) -> None:
        """Call the handlers of what has come so far, whatever holds; raises what they raise."""
        ...


class Handlers:
    """The ``Keeper`` of CPython, whose handlers are called in its main thread only: in their place is one that takes notes."""

    def __init__(self) -> None:
        import _signal  # type: ignore[import-not-found]
        from _thread import get_ident
        from signal import valid_signals
        from threading import main_thread

        self._get, self._set = _signal.getsignal, _signal.signal
        self._ident, self._main_thread = get_ident, main_thread
        self._numbers = sorted(map(int, valid_signals()))
        self._found: list[Any] = []  # the handlers of these when last looked at
        self._callable: list[tuple[int, Any]] = []  # which of them can be called
        self._taker = self._note
        self._depth = 0  # of the main thread; as long as it is 0, no notes are taken
        self._replaced: dict[int, Any] = {}
        self._noted: set[int] = set()

    def hold(self) -> None:
        """See ``Keeper``. The depth is counted last: an interrupt that comes before finds nothing begun."""
        if self._ident() == self._main_thread().ident:
            if self._depth == 0:
                self._replace()
            self._depth += 1

    def release(self) -> None:
        """See ``Keeper``."""
        if self._ident() == self._main_thread().ident:
            if self._depth > 1:
                self._depth -= 1
            else:
                self._put_back()

    def let_go(self) -> int:
        """See ``Keeper``."""
        if self._ident() != self._main_thread().ident:
            return 0
        depth = self._depth
        if depth:
            try:
                self._put_back()
            except BaseException:
                self.hold_again(depth)
                raise
        return depth

    def hold_again(self, depth: int) -> None:
        """See ``Keeper``."""
        if depth:
            try:
                self._replace()
            finally:
                self._depth = depth

    def check(self) -> None:
        """See ``Keeper``."""
        if self._noted and self._ident() == self._main_thread().ident:
            self.hold_again(self.let_go())

    def _replace(self) -> None:
        found = list(map(self._get, self._numbers))
        if found != self._found:
            mine = [(number, handler) for number, handler in zip(self._numbers, found) if callable(handler)]
            self._callable = [(number, self._replaced[number] if handler is self._taker else handler) for number, handler in mine]
            self._found = found
        for number, handler in self._callable:
            self._replaced[number] = handler
            try:
                self._set(number, self._taker)
            except ValueError:  # an interpreter beside the main one handles no signals
                self._replaced.clear()
                return

    def _put_back(self) -> None:
        try:
            self._depth = 0
            for number in list(self._replaced):
                if self._get(number) is self._taker:
                    self._set(number, self._replaced[number])
                del self._replaced[number]
        finally:
            if self._noted:
                self._catch_up()

    def _catch_up(self) -> None:
        """Call the handlers of what was noted, in the order of the signals' numbers: all of them, whatever the first raise."""
        number = min(self._noted)
        self._noted.discard(number)
        handler = self._replaced.get(number) or self._get(number)
        try:
            if callable(handler):
                handler(number, _program())
        finally:
            if self._noted:
                self._catch_up()

    def _note(self, number: int, frame: FrameType | None) -> None:
        """Take a note; but one that comes before all handlers are replaced, or before all are back, is handled."""
        if self._depth:
            self._noted.add(number)
        else:
            self._replaced[number](number, frame)


_DRIVER = __name__.partition(".")[0]


def _program() -> FrameType | None:
    """The frame that has called the driver."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_globals.get("__name__", "").partition(".")[0] == _DRIVER:
        frame = frame.f_back
    return frame


#: None until there is something to hold; the page's host puts its own here.
keeper: Keeper | None = None


def _keeper() -> Keeper:
    global keeper
    if keeper is None:
        keeper = Handlers()
    return keeper


def hold() -> None:
    """See ``Keeper``."""
    _keeper().hold()


def release() -> None:
    """See ``Keeper``."""
    _keeper().release()


def check() -> None:
    """See ``Keeper``."""
    _keeper().check()


class _Held:
    """A context in which no handler is called."""

    def __enter__(self) -> None:
        _keeper().hold()

    def __exit__(self, *_: Any) -> None:
        _keeper().release()


class Program:
    """A context in which code of the program is called by the driver, which is interrupted as ever."""

    def __enter__(self) -> None:
        self._depth = _keeper().let_go()

    def __exit__(self, *_: Any) -> None:
        _keeper().hold_again(self._depth)


held = _Held()


def uninterrupted(function: _Function) -> _Function:
    """Decorator: what ``function`` does is done as one step."""

    @wraps(function)
    def whole(*args: Any, **kwargs: Any) -> Any:
        with held:
            return function(*args, **kwargs)

    return whole  # type: ignore[return-value]
