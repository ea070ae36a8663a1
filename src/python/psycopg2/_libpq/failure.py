"""Why a connection could not be made, and what is tried next."""

from __future__ import annotations

# What is tried after a failure: nothing, the next host, or the next address of this one.
NOTHING, NEXT_HOST, NEXT_ADDRESS = range(3)


class Failed(Exception):
    """This way will not do; the text is libpq's, without the prefix that says where to."""

    def __init__(self, message: str, then: int = NOTHING) -> None:
        super().__init__(message)
        self.message = message
        self.then = then
