"""Green mode: a callback that waits, so that other tasks may run."""

from __future__ import annotations

from typing import Any, Callable

from .._extension.arguments import c_function, c_function_of_one
from .._extension.signals import Program

callback: Callable[[Any], Any] | None = None


@c_function_of_one
def set_wait_callback(f: Callable[[Any], Any] | None, /) -> None:
    """Wait for the server by calling ``f(connection)``, which must call ``poll()`` until POLL_OK; None ends that."""
    global callback
    callback = f


@c_function
def get_wait_callback() -> Callable[[Any], Any] | None:
    """The callback set, or None."""
    return callback


def wait(conn: object) -> None:
    """Call the callback for a connection; what it raises is raised."""
    assert callback is not None
    with Program():
        callback(conn)
