"""All that we use of CPython 3.14 and that it calls private: what an upgrade can break.

Each use is a function or a name here; tests/engine/python/runtime/cpython.test.ts says for each whether it still holds.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]
import atexit
import functools
import os
import selectors
import sys
import threading
import traceback
import warnings
from asyncio import base_events, events, runners
from collections.abc import Iterator
from types import CodeType, TracebackType
from typing import Any, Callable

# -- threads --------------------------------------------------------------------------------------------------------


def thread_with_ident(ident: int) -> threading.Thread | None:
    """The ``Thread`` of that number. ``threading.current_thread()`` would make one."""
    return threading._active.get(ident)  # type: ignore[attr-defined]


def join_threads() -> None:
    """What CPython does about threads at its end: waits for all that are not daemons."""
    threading._shutdown()  # type: ignore[attr-defined]


#: Modules whose locks are used from C, which needs its own.
LOCKED_FROM_C = ("_py_warnings",)

_POOL_WORKER, _POOL_FILE = "_worker", os.path.join("concurrent", "futures", "thread.py")


def is_pool_worker(code: CodeType) -> bool:
    """What a thread of a ``ThreadPoolExecutor`` executes, in which it waits for work."""
    return code.co_qualname == _POOL_WORKER and code.co_filename.endswith(_POOL_FILE)


# -- signals --------------------------------------------------------------------------------------------------------


def replace_in_signal(*functions: Callable) -> None:
    """Let the functions of ``signal`` that call those of ``_signal`` call these, which have their names."""
    for function in functions:
        function.__module__ = "_signal"
        setattr(_signal, function.__name__, function)


# -- the end of the process -----------------------------------------------------------------------------------------


def call_exit_functions() -> None:
    """Those registered with ``atexit``."""
    atexit._run_exitfuncs()


def forget_exit_functions() -> None:
    """Those registered with ``atexit``."""
    atexit._clear()


# -- warnings --------------------------------------------------------------------------------------------------------


def filters_of_warnings_changed() -> None:
    """To be called when ``warnings.filters`` has been changed in place: what was decided by the former filters is forgotten."""
    with warnings._lock:  # type: ignore[attr-defined]
        warnings._filters_mutated_lock_held()  # type: ignore[attr-defined]


# -- asyncio --------------------------------------------------------------------------------------------------------


def is_sigint_handler_of_asyncio(handler: Any) -> bool:
    """The one that ``asyncio.run`` sets, which cancels the main task."""
    return getattr(getattr(handler, "func", None), "__func__", None) is runners.Runner._on_sigint  # type: ignore[attr-defined]


def forget_running_loop() -> None:
    """No event loop runs in what is executed from now on."""
    events._set_running_loop(None)


def use_usual_event_loops(local: type) -> None:
    """asyncio as CPython has it, in place of Pyodide's loop; ``local`` is the type of its thread-local state."""

    class Local(local):
        _loop = None

    events._BaseDefaultEventLoopPolicy._Local = Local  # type: ignore[attr-defined]
    events._event_loop_policy = None  # type: ignore[attr-defined]


_create_task = base_events.BaseEventLoop.create_task


def name_tasks(name: Callable[[], str]) -> None:
    """Names for tasks of loops that are given none. CPython counts them in C, from the start of the process."""

    @functools.wraps(_create_task)
    def create_task(self, coro, **kwargs):
        if kwargs.get("name") is None:
            kwargs["name"] = name()
        return _create_task(self, coro, **kwargs)

    base_events.BaseEventLoop.create_task = create_task  # type: ignore[method-assign]


def use_select(select: Callable, poll: type) -> None:
    """Let the selectors of ``selectors`` wait with these."""
    selectors.SelectSelector._select = staticmethod(select)  # type: ignore[attr-defined]
    if hasattr(selectors, "PollSelector"):
        selectors.PollSelector._selector_cls = poll  # type: ignore[attr-defined]


def default_selector(select: Callable) -> type[selectors.SelectSelector]:
    """A selector for asyncio that waits with ``select``."""

    class PageSelector(selectors.SelectSelector):
        def _select(self, r, w, _, timeout=None):
            return select(r, w, (), timeout)

    return PageSelector


# -- imports, tracebacks --------------------------------------------------------------------------------------------

_bootstrap = sys.modules["_frozen_importlib"]
find_and_load: Callable[[str, Any], Any] = _bootstrap._find_and_load  # type: ignore[attr-defined]


def replace_find_and_load(function: Callable[[str, Any], Any]) -> None:
    """Let imports call a Python function; CPython leaves it out of their tracebacks, as it believes it to be its own."""
    function.__code__ = function.__code__.replace(co_filename=find_and_load.__code__.co_filename)
    _bootstrap._find_and_load = function  # type: ignore[attr-defined]


Walk = Callable[[TracebackType | None], Iterator[tuple[Any, Any]]]


def replace_traceback_walk(replace: Callable[[Walk], Walk]) -> None:
    """Replace what all of the standard library's formatting walks a traceback with, by what ``replace`` makes of it."""
    traceback._walk_tb_with_full_positions = replace(traceback._walk_tb_with_full_positions)  # type: ignore[attr-defined]


def _unraisable_arguments_type() -> Any:
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


#: The type of what ``sys.unraisablehook`` is called with, which has no name.
UnraisableArguments = _unraisable_arguments_type()

# -- modules that are altered when they are imported -------------------------------------------------------------------

#: Where ``zoneinfo`` looks for zones that the system does not have.
ZONE_LOADER_MODULE, ZONE_LOADER = "zoneinfo._common", "load_tzdata"
#: What ``ProcessPoolExecutor`` calls first.
PROCESS_POOL_CHECK = "_check_system_limits"
