"""Puts our threads, locks and queues in the place of those that CPython has in C."""

from __future__ import annotations

import _queue
import _thread
import importlib
import logging
import sys
import threading
from types import BuiltinFunctionType, ModuleType
from typing import Any

from .. import _cpython
from . import handles, lifecycle, locks, simple_queue
from .local import local

_OURS = {
    "lock": locks.lock,
    "LockType": locks.lock,
    "RLock": locks.RLock,
    "allocate_lock": locks.lock,
    "allocate": locks.lock,
    "_local": local,
    "get_ident": lifecycle.get_ident,
    "get_native_id": lifecycle.get_ident,
    "start_joinable_thread": lifecycle.start_joinable_thread,
    "start_new_thread": lifecycle.start_new_thread,
    "start_new": lifecycle.start_new_thread,
    "_ThreadHandle": handles.ThreadHandle,
    "_make_thread_handle": handles.make_thread_handle,
    "_count": lifecycle.running,
    "_shutdown": handles.shutdown,
    "interrupt_main": lifecycle.interrupt_main,
    "stack_size": lifecycle.stack_size,
}


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] == __name__.partition(".")[0]


def install() -> None:
    """Replace them in ``_thread``, in ``_queue``, and in all modules that have imported them from there."""
    replaced: dict[Any, Any] = {_queue.SimpleQueue: simple_queue.SimpleQueue}
    kinds = _thread.lock, _thread.RLock
    for name, ours in _OURS.items():
        original = getattr(_thread, name, None)
        if original is not None:
            replaced[original] = ours
        setattr(_thread, name, ours)
    for name, module in list(sys.modules.items()):
        if not isinstance(module, ModuleType) or _is_ours(name) or module is _thread:
            continue
        for attribute, value in list(vars(module).items()):
            if isinstance(value, kinds) and name not in _cpython.LOCKED_FROM_C:
                setattr(module, attribute, locks.lock() if type(value) is kinds[0] else locks.RLock())
            elif isinstance(value, (type, BuiltinFunctionType)) and value in replaced:
                setattr(module, attribute, replaced[value])
    if logging.lastResort is not None:
        logging.lastResort.createLock()
    renew()


def renew() -> None:
    """Load ``threading`` again: it knows the main thread only, and names threads from the first number."""
    for name in [name for name in vars(threading) if not name.startswith("__")]:
        delattr(threading, name)
    importlib.reload(threading)
