"""The data of a COPY, either way: PQgetCopyData, PQputCopyData and the end of it. Imports ``_encode``, ``_messages``."""

from __future__ import annotations

from . import _encode
from ._messages import Messages
from ._result import COPY_BOTH, COPY_IN, COPY_OUT, FATAL_ERROR, Result

NO_COPY = "no COPY in progress\n"


class CopyData(Messages):
    """What a connection does between the server's CopyResponse and the end of the copy."""

    def get_copy_data(self) -> bytes | None:
        """PQgetCopyData: the next row of a COPY TO STDOUT, ``b''`` at its end; None, with ``error_message``, if there is none any more."""
        if not self._copying:
            self._refuse(NO_COPY)
            return None
        while True:
            data = self.copy_data()
            if data is not None:
                return data
            if not self.read():
                self._lost_result()
                return None

    def copy_data(self) -> bytes | None:
        """The same without waiting: None if nothing has arrived."""
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
            return self._refuse(NO_COPY)
        while self._decoder.upcoming() in (65, 78):  # A, N: of those there may be many
            message = self.next_message()
            if message is None:
                break
            self.take(*message)
        self.put(_encode.copy_data(data))
        return True

    def end_copy(self, reason: bytes | None = None) -> bool:
        """PQputCopyEnd, by failure if there is a ``reason``; ``last_result`` then has the outcome. False if there is no copy."""
        if self._copying not in (COPY_IN, COPY_BOTH):
            return self._refuse(NO_COPY)
        self._copying = 0
        self.send(_encode.copy_done() if reason is None else _encode.copy_fail(reason))
        return True

    def _lost_result(self) -> Result:
        """The loss as a result: its text is its own, where ``error_message`` adds up all of the command's."""
        self._busy = False
        self._copying = 0
        self._current = None
        return Result(FATAL_ERROR, self._loss)
