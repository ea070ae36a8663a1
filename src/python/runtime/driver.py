"""Connects psycopg2 to the page: its connections are streams to the server in the worker, and the page holds signals back for it."""

from __future__ import annotations

from .import_hook import import_ahead
from .io.transport import PageOpener
from .scheduling.pending_signals import Keeper


def load() -> None:
    """Import the driver, which is not kept from program to program, so that the program's own import is quick."""
    import psycopg2._libpq.pgconn
    import psycopg2._extension.signals
    import psycopg2.extensions

    import_ahead("psycopg2.extras")
    psycopg2._libpq.pgconn.opener = PageOpener()
    psycopg2._extension.signals.keeper = Keeper()
