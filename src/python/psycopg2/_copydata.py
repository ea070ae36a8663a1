"""The data of a COPY, either way: PQgetCopyData, PQputCopyData and the end of it. Imports ``_encode``, ``_messages``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _encode
from ._messages import Messages
from ._result import COPY_BOTH, COPY_IN, COPY_OUT, FATAL_ERROR, Result

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_COPY = "no COPY in progress\n"


class CopyData(Messages):
    """What a connection does between the server's CopyResponse and the end of the copy."""

    def copied(self) -> Iterator[bytes]:
        """The rows of a COPY TO STDOUT, waiting for each; then ``last_result`` has the outcome."""
        while self._copying:
            message = self.next_message()
            if message is None:
                if not self.read():
                    self._results.append(self._lost_result())
                    return
            elif message[0] == 100:  # d
                yield message[1]
            elif message[0] == 99:  # c
                self._copying = 0
            else:
                self.take(*message)

    def copy_data(self) -> bytes | None:
        """PQgetCopyData without waiting: None if nothing has arrived, ``b''`` at the end of the copy."""
        while self._copying in (COPY_OUT, COPY_BOTH):
            message = self.next_message()
            if message is None:
                return None
            if message[0] == 100:  # d
                return message[1]
            if message[0] == 99:  # c
                self._copying = COPY_IN if self._copying == COPY_BOTH else 0
            else:
                self.take(*message)
        return b""

    def put_copy_data(self, data: bytes) -> bool:
        """PQputCopyData; False, with ``error_message``, if there is no copy to put it into."""
        if self._copying not in (COPY_IN, COPY_BOTH):
            self.error_message += NO_COPY
            return False
        self.send(_encode.copy_data(data))
        return True

    def _lost_result(self) -> Result:
        """The loss as a result: its text is its own, where ``error_message`` adds up all of the command's."""
        self._busy = False
        self._copying = 0
        self._current = None
        return Result(FATAL_ERROR, self._loss)
