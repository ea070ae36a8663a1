"""Threads, as the module ``_thread`` has them: ``threading`` and what is built on it run on these unchanged.

Imports ``switching``, ``waiting``.
"""

from __future__ import annotations

import _thread
import contextvars
import signal
import sys
from itertools import count
from typing import Any

import _turns

from . import interrupts, switching
from .endings import Frozen, WaitsForEver
from .switching import ThreadState
from .waiting import seconds, wait

MAIN_IDENT = _thread.get_ident()
_SPACING = 0x1000
_numbers = count(1)
#: What threads are to call that have not begun.
_to_begin: dict[int, tuple[Any, tuple, dict, ThreadHandle]] = {}
#: Of threads that are not daemons: they are waited for at the end.
_awaited: set[ThreadHandle] = set()
_stack_size = 0

_NO_JSPI = "can't start new thread: this browser cannot suspend WebAssembly (JSPI); Chrome, Edge and Firefox can"


class ThreadHandle:
    """Knows a thread, whether it has ended, and waits for that."""

    __slots__ = ("_state", "_ident", "_done", "_joining", "__weakref__")

    def __init__(self) -> None:
        self._state: ThreadState | None = None
        self._ident = 0
        self._done = False
        self._joining: list[ThreadState] = []

    @property
    def ident(self) -> int:
        return self._ident

    def is_done(self) -> bool:
        """Whether the thread has ended."""
        return self._done

    def _set_done(self) -> None:
        if not self._ident:
            raise RuntimeError("thread not started")
        self._done = True
        _awaited.discard(self)
        for state in self._joining:
            switching.unpark(state)

    def join(self, timeout=None) -> None:
        """Wait for its end, for at most so many seconds; negative ones are for ever."""
        duration = None if timeout is None else seconds(timeout)
        if not self._ident:
            raise RuntimeError("thread not started")
        if self._done:
            return
        me = switching.current
        if self._ident == me.ident:
            raise RuntimeError("Cannot join current thread")
        self._joining.append(me)
        try:
            wait(self.is_done, None if duration is None or duration < 0 else duration * 1000, self)
        finally:
            self._joining.remove(me)

    def __repr__(self) -> str:
        return f"<_thread._ThreadHandle object: ident={self._ident}>"


ThreadHandle.__module__, ThreadHandle.__qualname__, ThreadHandle.__name__ = "_thread", "_ThreadHandle", "_ThreadHandle"


def make_thread_handle(ident):
    """A handle of a thread that runs already."""
    if not isinstance(ident, int):
        raise TypeError("ident must be an integer")
    handle = ThreadHandle()
    handle._ident = ident
    return handle


def get_ident() -> int:
    """The number of the current thread."""
    return switching.current.ident


def _start(function, args: tuple, kwargs: dict, handle: ThreadHandle) -> None:
    if not switching.possible:
        raise RuntimeError(_NO_JSPI)
    if not _turns.has_room():
        raise RuntimeError("can't start new thread")
    number = next(_numbers)
    state = ThreadState(number, MAIN_IDENT + number * _SPACING)
    handle._state, handle._ident = state, state.ident
    switching.states[number] = state
    _to_begin[number] = function, args, kwargs, handle
    _turns.start(number)


def begin(number: int) -> None:
    """The host calls this when a thread has its first turn, on a stack of its own."""
    state = switching.current = switching.states[number]
    function, args, kwargs, handle = _to_begin.pop(number)
    prepare_stack()
    try:
        contextvars.Context().run(function, *args, **kwargs)
    except (SystemExit, Frozen):
        pass
    except BaseException as error:
        _tell_unraisable(error, f"Exception ignored in thread started by {function!r}")
    finally:
        del function, args, kwargs
        end(state, handle)


def end(state: ThreadState, handle: ThreadHandle) -> None:
    """A thread is no more."""
    if not state.frozen:
        state.locals.clear()
    switching.states.pop(state.number, None)
    handle._state = None
    handle._set_done()


def drop_unbegun() -> None:
    """Threads that have not begun never will."""
    for number, (_, _, _, handle) in list(_to_begin.items()):
        _turns.drop(number)
        del _to_begin[number]
        if handle._state is not None:
            end(handle._state, handle)


def prepare_stack() -> None:
    """For what is on a stack of its own from now on. Stacks begin with the event loop of Pyodide, which is not the program's."""
    _turns.begun()
    events = sys.modules.get("asyncio.events")
    if events is not None:
        events._set_running_loop(None)
    sys.set_asyncgen_hooks(None, None)


def start_joinable_thread(function, handle=None, daemon=True):
    """Start a thread that can be waited for; its handle."""
    if not callable(function):
        raise TypeError("thread function must be callable")
    if handle is None:
        handle = ThreadHandle()
    elif not isinstance(handle, ThreadHandle):
        raise TypeError("'handle' must be a _ThreadHandle")
    if handle._ident:
        raise RuntimeError("thread already started")
    _start(function, (), {}, handle)
    if not daemon:
        _awaited.add(handle)
    return handle


def start_new_thread(*arguments):
    """Start a thread that calls ``function(*args, **kwargs)``; its number."""
    if not 2 <= len(arguments) <= 3:
        least = len(arguments) < 2
        raise TypeError(f"start_new_thread expected at {'least 2' if least else 'most 3'} arguments, got {len(arguments)}")
    function, args, kwargs = *arguments[:2], arguments[2] if len(arguments) > 2 else {}
    if not callable(function):
        raise TypeError("first arg must be callable")
    if not isinstance(args, tuple):
        raise TypeError("2nd arg must be a tuple")
    if not isinstance(kwargs, dict):
        raise TypeError("optional 3rd arg must be a dictionary")
    handle = ThreadHandle()
    _start(function, args, kwargs, handle)
    return handle._ident


def renew() -> None:
    """Threads are counted from the first again."""
    global _numbers
    _numbers = count(1)


def running() -> int:
    """How many threads there are beside the main one."""
    return len(switching.states) - 1


def stack_size(size=0, /):
    """Accepted: stacks have the size that the browser gives them."""
    global _stack_size
    if size < 0:
        raise ValueError("size must be 0 or a positive value")
    if 0 < size < 0x8000:
        raise ValueError(f"size not valid: {size} bytes")
    before, _stack_size = _stack_size, size
    return before


def interrupt_main(signum=signal.SIGINT, /):
    """As if a signal had arrived."""
    if signum != signal.SIGINT:
        _interrupt_main(signum)
    else:
        interrupts.interrupt_main()


_interrupt_main = _thread.interrupt_main


def shutdown() -> None:
    """Wait for all threads that are not daemons."""
    while True:
        handle = next((handle for handle in _awaited if handle._ident != switching.current.ident), None)
        if handle is None:
            return
        try:
            handle.join()
        except (Frozen, WaitsForEver):
            raise
        except BaseException as error:
            _tell_unraisable(error, "Exception ignored while joining a thread in _thread._shutdown()")
            return


def _tell_unraisable(error: BaseException, text: str) -> None:
    tb = error.__traceback__
    while tb is not None and tb.tb_frame.f_code.co_filename == __file__:
        tb = tb.tb_next
    sys.unraisablehook(_unraisable_type()((type(error), error, tb, text, None)))


def _unraisable_type() -> Any:
    """It has no name: it is the type of what hooks are called with."""
    seen: list[type] = []

    class Raises:
        def __del__(self) -> None:
            raise ValueError

    hook, sys.unraisablehook = sys.unraisablehook, lambda arguments: seen.append(type(arguments))
    try:
        Raises()
    finally:
        sys.unraisablehook = hook
    return seen[0]
