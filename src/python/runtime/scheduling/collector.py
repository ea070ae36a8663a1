"""Whether garbage is being collected. The collector's lists lie on the stack of the thread that allocated: never suspend it then."""

from __future__ import annotations

import gc

#: A collection is in progress.
collecting = False


def _watch(phase: str, _info: object) -> None:
    global collecting
    collecting = phase == "start"


def renew() -> None:
    """Watch again, whatever the program did to ``gc.callbacks``."""
    gc.callbacks[:] = [_watch]
