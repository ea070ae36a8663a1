"""An error that comes of being in a page says so in a note. Its type and text are CPython's."""

from __future__ import annotations

import builtins
import errno
import functools
import os
import sys
import warnings
from typing import Any, Callable

from .. import _cpython, import_hook, tracebacks
from ..frames import LIBRARY, OURS
from . import missing


def noted(error: BaseException, sentence: str) -> BaseException:
    """The error, with the sentence as its note, once."""
    if sentence not in getattr(error, "__notes__", ()):
        error.add_note(sentence)
    return error


def explained(function: Callable, sentence: str, kind: type[BaseException] = Exception) -> Callable:
    """The function, whose errors of this kind have the sentence as a note."""

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
        return _cpython.find_and_load(name, import_)
    except ModuleNotFoundError as error:
        # An error of an import inside this one has got its note there
        sentence = missing.about(name) if error.name == name else None
        if sentence is not None:
            noted(error, sentence)
        raise
    except OSError as error:
        # Files of the standard library are downloaded when they are read
        if error.errno == errno.EIO:
            noted(error, missing.NOT_DOWNLOADED)
        raise


def _warn(sentence: str) -> None:
    """Warn of the program's line, not of one of ours or of the library's."""
    warnings.warn(sentence, RuntimeWarning, skip_file_prefixes=(OURS, LIBRARY))


def _system(command):
    """As ``os.system`` where no process can be started. Under Node Emscripten would start one."""
    os.fsencode(command)
    _warn(missing.NO_PROCESSES)
    return -1


def _open(url, new=0, autoraise=True):
    _warn(missing.NO_BROWSER)
    return False


def _alter_getpass(getpass: Any) -> None:
    # As CPython without a terminal; Emscripten's /dev/tty is none
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
    """Put notes on what cannot work in a page."""
    _cpython.replace_find_and_load(_find_and_load_noted)
    tracebacks.hidden.add(_find_and_load_noted.__code__)
    processes = missing.NO_PROCESSES
    _explain(os, processes, "fork", "forkpty", "execv", "execve", "wait", "wait3", "wait4", "waitpid", kind=OSError)
    _system.__name__ = _system.__qualname__ = "system"
    os.system = _system
    import_hook.alter("subprocess", lambda subprocess: _explain(subprocess.Popen, processes, "__init__", kind=OSError))
    import_hook.alter(
        "concurrent.futures.process", lambda process: _explain(process, processes, _cpython.PROCESS_POOL_CHECK, kind=NotImplementedError)
    )
    _explain(builtins, missing.NO_KEYBOARD, "input", kind=EOFError)
    import_hook.alter("getpass", _alter_getpass)
    import_hook.alter("pdb", _alter_pdb)
    import_hook.alter("webbrowser", _alter_webbrowser)
