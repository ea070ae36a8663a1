"""Threads, as the module ``_thread`` has them: ``threading`` and what is built on it run on these unchanged.

Imports ``clock``, ``handles``, ``interrupts``, ``locals``, ``switching``, ``unraisable``.
"""

from __future__ import annotations

import _thread
import contextvars
import signal
import sys
from itertools import count
from typing import Any

import _turns

from .. import unraisable
from ..exceptions import Frozen
from ..scheduling import clock, pending_signals, switching
from ..scheduling.preemption import bottom
from ..scheduling.switching import ThreadState
from . import local
from .handles import ThreadHandle, awaited

MAIN_IDENT = _thread.get_ident()
_SPACING = 0x1000
_numbers = count(1)
#: What threads are to call that have not begun.
_to_begin: dict[int, tuple[Any, tuple, dict, ThreadHandle]] = {}
_stack_size = 0

_NO_JSPI = "can't start new thread: this browser cannot suspend WebAssembly (JSPI); Chrome, Edge and Firefox can"


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
    pending_signals.pass_on(state)
    switching.states[number] = state
    _to_begin[number] = function, args, kwargs, handle
    _turns.start(number)


def start_hidden(function) -> None:
    """Start a thread that is no business of the program's."""
    _start(function, (), {}, ThreadHandle())


@bottom
def begin(number: int) -> None:
    """The host calls this when a thread has its first turn, on a stack of its own."""
    state = switching.current = switching.states[number]
    function, args, kwargs, handle = _to_begin.pop(number)
    prepare_stack()
    state.since = switching.now()
    try:
        contextvars.Context().run(function, *args, **kwargs)
    except (SystemExit, Frozen):
        pass
    except BaseException as error:
        unraisable.tell(error, f"Exception ignored in thread started by {function!r}")
    finally:
        del function, args, kwargs
        end(state, handle)


def end(state: ThreadState, handle: ThreadHandle) -> None:
    """A thread is no more."""
    if not state.frozen:
        local.forget(state)
    switching.states.pop(state.number, None)
    clock.add(state)
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
        awaited.add(handle)
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
    """As if a signal had arrived that has a handler; what the main thread waits for goes on, as no signal is sent."""
    if signum not in signal.valid_signals():
        raise ValueError("signal number out of range")
    if callable(signal.getsignal(signum)):
        pending_signals.arrive(signum, wakes=False)
