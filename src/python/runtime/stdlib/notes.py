"""Errors that come of being in a page say so, in a note: type and text are CPython's.

Imports ``imports``, ``lacking``, ``switching``, ``tracebacks``.
"""

from __future__ import annotations

import builtins
import functools
import os
import sys
import warnings
from typing import Any, Callable

from .. import OURS, import_hook, tracebacks
from . import missing

_bootstrap = sys.modules["_frozen_importlib"]
_find_and_load: Any = _bootstrap._find_and_load  # type: ignore[attr-defined]


def noted(error: BaseException, sentence: str) -> BaseException:
    """The error, which ends with the sentence. It is told once."""
    if sentence not in getattr(error, "__notes__", ()):
        error.add_note(sentence)
    return error


def explained(function: Callable, sentence: str, kind: type[BaseException] = Exception) -> Callable:
    """The function, whose errors of this kind end with the sentence."""

    @functools.wraps(function)
    def explained(*arguments, **keywords):
        try:
            return function(*arguments, **keywords)
        except kind as error:
            noted(error, sentence)
            raise

    return explained


def _explain(holder: Any, sentence: str, *names: str, kind: type[BaseException] = Exception) -> None:
    for name in names:
        if hasattr(holder, name):
            setattr(holder, name, explained(getattr(holder, name), sentence, kind))


def _find_and_load_noted(name, import_):
    try:
        return _find_and_load(name, import_)
    except ModuleNotFoundError as error:
        # That of an import within it has passed here before
        sentence = missing.about(name) if error.name == name else None
        if sentence is not None:
            noted(error, sentence)
        raise


def _warn(sentence: str) -> None:
    """Of the program's line."""
    warnings.warn(sentence, RuntimeWarning, skip_file_prefixes=(OURS, os.path.dirname(os.__file__) + os.sep))


def _system(command):
    """As ``os.system`` where no process can be started. Under Node Emscripten would start it outside of the page."""
    os.fsencode(command)
    _warn(missing.NO_PROCESSES)
    return -1


def _open(url, new=0, autoraise=True):
    _warn(missing.NO_BROWSER)
    return False


def _alter_getpass(getpass: Any) -> None:
    # As CPython where there is no terminal; Emscripten's /dev/tty is none
    getpass.getpass = explained(getpass.fallback_getpass, missing.NO_KEYBOARD, EOFError)


def _alter_pdb(pdb: Any) -> None:
    set_trace = pdb.Pdb.set_trace

    @functools.wraps(set_trace)
    def set_trace_warned(self, frame=None, **keywords):
        _warn(missing.NO_KEYBOARD)
        set_trace(self, frame or sys._getframe(1), **keywords)

    pdb.Pdb.set_trace = set_trace_warned


def _alter_webbrowser(webbrowser: Any) -> None:
    webbrowser.open = _open
    webbrowser.open_new = webbrowser.open_new_tab = lambda url: _open(url)


def install() -> None:
    """Once."""
    # CPython leaves out of an import's traceback what it believes to be in this file
    code = _find_and_load_noted.__code__.replace(co_filename=_find_and_load.__code__.co_filename)
    _find_and_load_noted.__code__ = code
    tracebacks.hidden.add(code)
    _bootstrap._find_and_load = _find_and_load_noted  # type: ignore[attr-defined]
    processes = missing.NO_PROCESSES
    _explain(os, processes, "fork", "forkpty", "execv", "execve", "wait", "wait3", "wait4", "waitpid", kind=OSError)
    _system.__name__ = _system.__qualname__ = "system"
    os.system = _system
    import_hook.alter("subprocess", lambda subprocess: _explain(subprocess.Popen, processes, "__init__", kind=OSError))
    import_hook.alter(
        "concurrent.futures.process", lambda process: _explain(process, processes, "_check_system_limits", kind=NotImplementedError)
    )
    _explain(builtins, missing.NO_KEYBOARD, "input", kind=EOFError)
    import_hook.alter("getpass", _alter_getpass)
    import_hook.alter("pdb", _alter_pdb)
    import_hook.alter("webbrowser", _alter_webbrowser)
