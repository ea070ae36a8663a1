"""Runs one program as ``python3 main.py`` would, and leaves no trace of it for the next. May import the package and ``_lab``."""

from __future__ import annotations

import atexit
import gc
import io
import linecache
import os
import sys
import traceback
import types

import _lab

from . import clock, tracebacks
from .endless import WaitsForEver
from .transport import PageOpener
from .watch import Watch

_HOME = "/home/reader"


class _Stream(io.TextIOBase):
    """stdout and stderr: what is written is told to the host at once."""

    def __init__(self, name: str, descriptor: int) -> None:
        self.name = f"<{name}>"
        self._stream = name
        self._descriptor = descriptor
        self.buffer = _Bytes(self)

    encoding = "utf-8"
    errors = "strict"
    mode = "w"

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if text:
            _lab.output(self._stream, text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
        return len(text)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def reconfigure(self, **_options) -> None:
        """Accepted: there is no buffer to configure."""


class _Bytes(io.RawIOBase):
    """``sys.stdout.buffer``."""

    def __init__(self, text: _Stream) -> None:
        self._text = text

    def write(self, data) -> int:
        self._text.write(bytes(data).decode("utf-8", "replace"))
        return len(data)

    def writable(self) -> bool:
        return True


class _State:
    """What a program may change and the next must find as it was."""

    def __init__(self) -> None:
        self._modules = dict(sys.modules)
        self._environment = dict(os.environ)
        self._path = list(sys.path)
        self._builtins = dict(vars(sys.modules["builtins"]))
        self._hooks = sys.excepthook, sys.displayhook, sys.getrecursionlimit(), sys.stdin

    def restore(self) -> None:
        for name in [name for name in sys.modules if name not in self._modules]:
            del sys.modules[name]
        sys.modules.update(self._modules)
        os.environ.clear()
        os.environ.update(self._environment)
        sys.path[:] = self._path
        builtins = vars(sys.modules["builtins"])
        builtins.clear()
        builtins.update(self._builtins)
        sys.excepthook, sys.displayhook, limit, sys.stdin = self._hooks
        sys.setrecursionlimit(limit)
        sys.settrace(None)
        sys.setprofile(None)
        linecache.clearcache()


def _ours() -> list[str]:
    return [name for name in sys.modules if name == "psycopg2" or name.startswith("psycopg2.")]


def prepare() -> None:
    """Once, before the first run."""
    global _pristine
    os.makedirs(_HOME, exist_ok=True)
    os.environ.update(PGHOST="localhost", PGPORT="5432", PGUSER="reader", PGPASSWORD="reader", PGDATABASE="lab", HOME=_HOME, LANG="C.UTF-8")
    os.environ.pop("PYTHONINSPECT", None)
    clock.install()
    tracebacks.install()
    sys.stdin = io.StringIO()
    import psycopg2.extensions  # noqa: F401 - so that a program's own import is quick
    import psycopg2.extras  # noqa: F401

    _pristine = _State()


def run(code: str, file_name: str, arguments=(), environment=(), directory: str = _HOME) -> object:
    """Execute ``code`` as ``__main__``. The result has ``exitStatus``, and of the exception that ended it ``type`` and ``message``, or None."""
    sys.stdout = sys.__stdout__ = _Stream("stdout", 1)
    sys.stderr = sys.__stderr__ = _Stream("stderr", 2)
    sys.argv = [file_name, *arguments]
    sys.path.insert(0, directory)
    os.environ.update(dict(environment))
    os.chdir(directory)
    _connect_to_page()
    main = types.ModuleType("__main__")
    main.__dict__.update(__file__=file_name, __builtins__=sys.modules["builtins"])
    sys.modules["__main__"] = main
    linecache.cache[file_name] = (len(code), None, code.splitlines(keepends=True), file_name)
    watch = Watch(file_name)
    status, failure = 0, None
    try:
        program = compile(code, file_name, "exec", dont_inherit=True)
        watch.start()
        exec(program, main.__dict__)
    except BaseException as error:
        status, failure = _report(error)
    try:
        atexit._run_exitfuncs()
    except BaseException as error:
        _report(error)
    watch.stop()
    main.__dict__.clear()
    del main
    gc.collect()  # connections that were left open are closed, as at the end of a process
    _pristine.restore()
    return status, failure


def _connect_to_page() -> None:
    import psycopg2._pq

    psycopg2._pq.opener = PageOpener()


def _report(error: BaseException):
    """Print what CPython prints when this ends a program. Its exit status and what the page says about it."""
    if isinstance(error, SystemExit):
        if error.code is None or isinstance(error.code, int):
            return error.code or 0, None
        print(error.code, file=sys.stderr)
        return 1, None
    if isinstance(error, WaitsForEver):
        print(f"The program was stopped: {error}", file=sys.stderr)
        return 1, ("WaitsForEver", str(error))
    tb = error.__traceback__
    while tb is not None and tb.tb_frame.f_code.co_filename == __file__:
        tb = tb.tb_next
    try:
        sys.excepthook(type(error), error.with_traceback(tb), tb)
    except BaseException:
        traceback.print_exc()
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__qualname__}"
    try:
        text = str(error)
    except Exception:
        text = "<exception str() failed>"
    return 130 if kind is KeyboardInterrupt else 1, (name, text)
