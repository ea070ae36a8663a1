"""Threads from their start to their end, and the other functions of ``_thread``.

``threading`` and everything built on it runs on these unchanged.
"""

from __future__ import annotations

import _thread
import contextvars
import signal
import sys
from itertools import count
from typing import Any

import _scheduler

from .. import _cpython, unraisable
from ..exceptions import ProcessExit
from ..scheduling import clock, pending_signals, thread_state, waits
from ..scheduling.deadlines import now
from ..scheduling.preemption import calls_program
from ..scheduling.thread_state import ThreadState
from ..usual_builtins import AnyError
from . import local
from .handles import ThreadHandle, awaited

MAIN_IDENT = _thread.get_ident()
_SPACING = 0x1000
_numbers = count(1)
#: What threads will call that have been started and have not begun.
_to_begin: dict[int, tuple[Any, tuple, dict, ThreadHandle]] = {}
_stack_size = 0
_SIGNALS = frozenset(map(int, signal.valid_signals()))


def get_ident() -> int:
    """The number of the current thread."""
    return thread_state.current.ident


def _start(function, args: tuple, kwargs: dict, handle: ThreadHandle, mask: frozenset[int]) -> None:
    waits.way.check_room()
    number = next(_numbers)
    state = ThreadState(number, MAIN_IDENT + number * _SPACING)
    handle._state, handle._ident = state, state.ident
    state.mask = mask
    pending_signals.inherit(state)
    thread_state.states[number] = state
    _to_begin[number] = function, args, kwargs, handle
    _scheduler.start(number)


def start_hidden(function) -> None:
    """Start a thread that the program cannot see: no signal is for it."""
    _start(function, (), {}, ThreadHandle(), _SIGNALS)


@calls_program
def begin(number: int) -> None:
    """Run a thread. The host calls this when it first schedules the thread, on a stack of its own."""
    state = thread_state.current = thread_state.states[number]
    function, args, kwargs, handle = _to_begin.pop(number)
    prepare_stack()
    state.running_since = now()
    try:
        contextvars.Context().run(function, *args, **kwargs)
    except (SystemExit, ProcessExit):
        pass
    except AnyError as error:
        unraisable.report(error, f"Exception ignored in thread started by {function!r}")
    finally:
        del function, args, kwargs
        end(state, handle)


def end(state: ThreadState, handle: ThreadHandle) -> None:
    """A thread has ended."""
    if not state.exiting:
        local.forget(state)
    thread_state.states.pop(state.number, None)
    clock.keep_cpu_time(state)
    handle._state = None
    handle._set_done()


def drop_unbegun() -> None:
    """End the threads that have been started and have not begun."""
    for number, (_, _, _, handle) in list(_to_begin.items()):
        _scheduler.drop(number)
        del _to_begin[number]
        if handle._state is not None:
            end(handle._state, handle)


def prepare_stack() -> None:
    """A stack begins. Those that Pyodide makes begin with its own event loop running, which is not the program's."""
    _scheduler.begun()
    _cpython.forget_running_loop()
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
    _start(function, (), {}, handle, thread_state.current.mask)
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
    _start(function, args, kwargs, handle, thread_state.current.mask)
    return handle._ident


def renew() -> None:
    """Begin a new program: threads are numbered from 1 again."""
    global _numbers, _stack_size
    _numbers, _stack_size = count(1), 0


def running() -> int:
    """How many threads there are besides the main one."""
    return len(thread_state.states) - 1


def stack_size(size=0, /):
    """Checked and ignored: stacks have the size that the browser gives them."""
    global _stack_size
    if size < 0:
        raise ValueError("size must be 0 or a positive value")
    if 0 < size < 0x8000:
        raise ValueError(f"size not valid: {size} bytes")
    before, _stack_size = _stack_size, size
    return before


def interrupt_main(signum=signal.SIGINT, /):
    """Call the handler of a signal, if it has one, in the main thread. No signal is sent: a wait of that thread does not end."""
    if signum not in signal.valid_signals():
        raise ValueError("signal number out of range")
    if callable(signal.getsignal(signum)):
        pending_signals.arrive(signum, wakes=False)
