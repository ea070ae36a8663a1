"""Why a connection could not be made. Imports nothing."""

from __future__ import annotations


class Failed(Exception):
    """This address will not do; the text is libpq's, without the prefix."""

    def __init__(self, message: str, final: bool = True, bare: bool = False) -> None:
        super().__init__(message)
        self.bare = bare  # told without saying where to
        self.message = message
        self.final = final  # no other address is tried
