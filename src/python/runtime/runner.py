"""Runs one program as ``python3 main.py`` would. ``renew`` undoes what it has done, if there is to be another, such as a check."""

from __future__ import annotations

import contextvars
import gc
import io as text_io
import linecache
import os
import sys
import traceback
import types

import _scheduler

from . import _cpython, driver, image, tracebacks, unraisable, usual_builtins
from .exceptions import ProcessExit, WaitsForEver
from .io import event_loop, selecting
from .io.output import Output
from .scheduling import clock, collector, pending_signals, preemption, thread_state
from .scheduling.deadlines import now
from .scheduling.preemption import calls_program
from .signals import alarms, handlers, masks, sending
from .snapshot import Snapshot
from .stdlib import key_derivation, network, notes, time_zones
from .threads import deadlocks, install, lifecycle, termination
from .tracer import Tracer
from .usual_builtins import AnyError, UsualBuiltins

_HOME = "/home/reader"


#: Freeing the frames of a recursion is itself a recursion, on JavaScript's stack, which has no room for more of them.
_DEEPEST_RECURSION = 3_000
_setrecursionlimit = sys.setrecursionlimit
_collect, _print_exc = gc.collect, traceback.print_exc

# The host calls these, and the functions below
begin = lifecycle.begin
interrupt = pending_signals.interrupt
explain = deadlocks.explain
give_up = deadlocks.give_up


def _set_recursion_limit(limit, /):
    """As ``sys.setrecursionlimit``, up to what this interpreter survives."""
    _setrecursionlimit(min(limit, _DEEPEST_RECURSION) if isinstance(limit, int) else limit)


def _exit(status):
    """As ``os._exit``. There is no process to end, so all threads stop where they are."""
    termination.exit_process(status)


def prepare() -> None:
    """Change the interpreter for all programs. To be called once."""
    global _snapshot
    image.renew()
    os.makedirs(_HOME, exist_ok=True)
    os.environ.update(PGHOST="localhost", PGPORT="5432", PGUSER="reader", PGPASSWORD="reader", PGDATABASE="lab")
    os.environ.update(HOME=_HOME, LANG="C.UTF-8")
    thread_state.renew(lifecycle.MAIN_IDENT)
    collector.renew()
    install.install()
    preemption.install()
    handlers.install()
    clock.install()
    selecting.install()
    event_loop.install()
    sending.install()
    masks.install()
    alarms.install()
    tracebacks.install()
    unraisable.install()
    time_zones.install()
    key_derivation.install()
    notes.install()
    network.install()
    os._exit = _exit
    sys.setrecursionlimit = _set_recursion_limit
    usual_builtins.keep()
    _snapshot = Snapshot()
    _begin_anew()


@calls_program
def run(code: str, file_name: str, arguments=(), environment=(), directory: str = _HOME) -> object:
    """Execute ``code`` as ``__main__``.

    Returns the exit status; the type and the text of the exception that ended it, or None; and whether one of its threads is still there,
    so that no other program may run here.
    """
    sys.stdout = sys.__stdout__ = Output("stdout", 1)
    sys.stderr = sys.__stderr__ = Output("stderr", 2)
    sys.stdin = text_io.StringIO()
    sys.argv = [file_name, *arguments]
    sys.path.insert(0, directory)
    os.environ.update(dict(environment))
    if "TZ" in os.environ:
        time_zones.tzset()
    os.makedirs(directory, exist_ok=True)  # a check's may be gone with the program before it
    os.chdir(directory)
    main = types.ModuleType("__main__")
    main.__dict__.update(__file__=file_name, __builtins__=sys.modules["builtins"])
    sys.modules["__main__"] = main
    linecache.cache[file_name] = (len(code), None, code.splitlines(keepends=True), file_name)
    tracer = Tracer(file_name)
    status, failure = 0, None
    lifecycle.prepare_stack()
    thread_state.main.running_since = now()
    _scheduler.reset()
    try:
        try:
            pending_signals.begin()
            program = compile(code, file_name, "exec", dont_inherit=True)
            tracer.start()
            contextvars.Context().run(exec, program, main.__dict__)
        except ProcessExit:
            raise
        except AnyError as error:
            status, failure = _report(error)
        if failure is None or failure[0] != "WaitsForEver":
            try:
                _wait_for_threads()
            except WaitsForEver as error:
                status, failure = _report(error)
        try:
            _cpython.call_exit_functions()
        except ProcessExit:
            raise
        except AnyError as error:
            _report(error)
    except ProcessExit:
        status, failure = termination.exit_status, None
    usual_builtins.put_back()
    pending_signals.end()
    _cpython.forget_exit_functions()
    tracer.stop()
    thread_state.current.exiting = False
    left = not termination.end_other_threads()
    main.__dict__.clear()
    del main
    _collect()  # connections that were left open are closed, as at the end of a process
    return status, failure, left


def _wait_for_threads() -> None:
    """As ``Py_FinalizeEx``; but after an interrupt wait on: every thread has got it, and may clean up."""
    while True:
        try:
            return _cpython.join_threads()
        except (ProcessExit, WaitsForEver):
            raise
        except AnyError as error:
            unraisable.report(error, "Exception ignored on threading shutdown")
            if not pending_signals.is_shared(error):
                return None


def renew() -> None:
    """Get ready for another program: undo what the last one did."""
    _snapshot.restore()
    _begin_anew()


def _begin_anew() -> None:
    """What every program finds outside of the snapshot."""
    thread_state.renew(lifecycle.MAIN_IDENT)
    collector.renew()
    lifecycle.renew()
    selecting.renew()
    event_loop.renew()
    install.renew()
    handlers.renew()
    masks.renew()
    alarms.renew()
    clock.renew()
    time_zones.renew()
    driver.load()


def _report(error: BaseException):
    """Print what CPython prints when this ends a program. The exit status, and the type and text that the page shows."""
    with UsualBuiltins():
        return _tell(error)


def _tell(error: BaseException):
    if isinstance(error, SystemExit):
        if error.code is None or isinstance(error.code, int):
            return (error.code or 0) & 0xFF, None
        try:
            print(error.code, file=sys.stderr)
        except ProcessExit:
            raise
        except AnyError:
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
    except ProcessExit:
        raise
    except AnyError:
        _print_exc()
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__qualname__}"
    try:
        text = str(error)
    except ProcessExit:
        raise
    except AnyError:
        text = "<exception str() failed>"
    return 130 if kind is KeyboardInterrupt else 1, (name, text)
