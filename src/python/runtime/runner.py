"""Runs one program as ``python3 main.py`` would, and leaves no trace of it for the next. May import the package."""

from __future__ import annotations

import atexit
import contextvars
import gc
import io
import linecache
import os
import sys
import threading
import traceback
import types

import _turns

from . import import_hook, tracebacks, unraisable
from .exceptions import Frozen, WaitsForEver
from .io import event_loop, selecting
from .io.output import Output
from .io.transport import PageOpener
from .scheduling import clock, pending_signals, preemption, switching
from .scheduling.preemption import bottom
from .signals import alarms, sending
from .snapshot import State
from .stdlib import key_derivation, network, notes, time_zones
from .threads import deadlocks, install, lifecycle, termination
from .tracer import Watch

_HOME = "/home/reader"


#: Frames of a deeper recursion cannot be freed any more: that is a recursion of its own, on the stack of JavaScript.
_DEEPEST = 3_000
_setrecursionlimit = sys.setrecursionlimit

# For the host
begin = lifecycle.begin
interrupt = pending_signals.interrupt
explain = deadlocks.explain
give_up = deadlocks.give_up


def _set_recursion_limit(limit, /):
    """As ``sys.setrecursionlimit``, up to what this interpreter survives."""
    _setrecursionlimit(min(limit, _DEEPEST) if isinstance(limit, int) else limit)


def _exit(status):
    """As ``os._exit``: there is no process to end, so all threads stop where they are."""
    termination.stop_here(status)


def prepare() -> None:
    """Once, before the first run."""
    global _pristine
    os.makedirs(_HOME, exist_ok=True)
    os.environ.update(PGHOST="localhost", PGPORT="5432", PGUSER="reader", PGPASSWORD="reader", PGDATABASE="lab")
    os.environ.update(HOME=_HOME, LANG="C.UTF-8")
    switching.renew(lifecycle.MAIN_IDENT)
    install.install()
    preemption.install()
    clock.install()
    selecting.install()
    event_loop.install()
    sending.install()
    alarms.install()
    tracebacks.install()
    unraisable.install()
    import_hook.install()
    time_zones.install()
    key_derivation.install()
    notes.install()
    network.install()
    os._exit = _exit
    sys.setrecursionlimit = _set_recursion_limit
    _pristine = State()
    renew()


@bottom
def run(code: str, file_name: str, arguments=(), environment=(), directory: str = _HOME) -> object:
    """Execute ``code`` as ``__main__``.

    Returns the exit status, of the exception that ended it the type and the text, or None, and whether something of it is left that cannot
    be got rid of.
    """
    sys.stdout = sys.__stdout__ = Output("stdout", 1)
    sys.stderr = sys.__stderr__ = Output("stderr", 2)
    sys.stdin = io.StringIO()
    sys.argv = [file_name, *arguments]
    sys.path.insert(0, directory)
    os.environ.update(dict(environment))
    if "TZ" in os.environ:
        time_zones.tzset()
    os.chdir(directory)
    main = types.ModuleType("__main__")
    main.__dict__.update(__file__=file_name, __builtins__=sys.modules["builtins"])
    sys.modules["__main__"] = main
    linecache.cache[file_name] = (len(code), None, code.splitlines(keepends=True), file_name)
    watch = Watch(file_name)
    status, failure = 0, None
    lifecycle.prepare_stack()
    switching.main.since = switching.now()
    _turns.reset()
    try:
        try:
            pending_signals.begin()
            program = compile(code, file_name, "exec", dont_inherit=True)
            watch.start()
            contextvars.Context().run(exec, program, main.__dict__)
        except Frozen:
            raise
        except BaseException as error:
            status, failure = _report(error)
        if failure is None or failure[0] != "WaitsForEver":
            try:
                _wait_for_threads()
            except WaitsForEver as error:
                status, failure = _report(error)
        try:
            atexit._run_exitfuncs()
        except Frozen:
            raise
        except BaseException as error:
            _report(error)
    except Frozen:
        status, failure = termination.exit_status, None
    pending_signals.end()
    atexit._clear()
    watch.stop()
    switching.current.frozen = False
    left = not termination.freeze_others()
    main.__dict__.clear()
    del main
    gc.collect()  # connections that were left open are closed, as at the end of a process
    _pristine.restore()
    return status, failure, left


def _wait_for_threads() -> None:
    """As ``Py_FinalizeEx``. What is interrupted has to be waited for again: the threads have been interrupted, too, and clean up."""
    while True:
        try:
            return threading._shutdown()  # type: ignore[attr-defined]
        except (Frozen, WaitsForEver):
            raise
        except BaseException as error:
            unraisable.tell(error, "Exception ignored on threading shutdown")
            if not pending_signals.is_shared(error):
                return None


def renew() -> None:
    """Get ready for the next run.

    Import the driver, which is not kept from run to run: ahead of the next, so that a program's own import is quick.
    """
    switching.renew(lifecycle.MAIN_IDENT)
    lifecycle.renew()
    install.renew()
    preemption.renew()
    alarms.renew()
    clock.renew()
    time_zones.renew()
    import psycopg2._pq
    import psycopg2.extensions
    import psycopg2._signals
    import psycopg2.extras

    psycopg2._pq.opener = PageOpener()
    psycopg2._signals.keeper = pending_signals.Keeper()


def _report(error: BaseException):
    """Print what CPython prints when this ends a program. Its exit status and what the page says about it."""
    if isinstance(error, SystemExit):
        if error.code is None or isinstance(error.code, int):
            return (error.code or 0) & 0xFF, None
        try:
            print(error.code, file=sys.stderr)
        except Frozen:
            raise
        except BaseException:
            pass
        return 1, None
    if isinstance(error, WaitsForEver):
        print(f"The program was stopped: {error}", file=sys.stderr)
        return 1, ("WaitsForEver", str(error))
    tb = error.__traceback__
    while tb is not None and tb.tb_frame.f_code.co_filename == __file__:
        tb = tb.tb_next
    try:
        sys.excepthook(type(error), error.with_traceback(tb), tb)
    except Frozen:
        raise
    except BaseException:
        traceback.print_exc()
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__qualname__}"
    try:
        text = str(error)
    except Frozen:
        raise
    except BaseException:
        text = "<exception str() failed>"
    return 130 if kind is KeyboardInterrupt else 1, (name, text)
