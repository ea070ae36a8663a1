"""``sys.stdout`` and ``sys.stderr``: what is written goes to the host at once."""

from __future__ import annotations

import codecs
import io

# CPython has its streams in C: they use these, whatever a program has overwritten
from builtins import isinstance, len, str, type  # noqa: UP029

import _host

from ..scheduling import thread_state


class Output(io.TextIOBase):
    """One of the two streams."""

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
        if text and not thread_state.current.exiting:
            _host.output(self._stream, text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
        return len(text)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def reconfigure(self, **_options) -> None:
        """Ignored: there is no buffer to configure."""


class _Bytes(io.RawIOBase):
    """``sys.stdout.buffer``."""

    def __init__(self, text: Output) -> None:
        self._text = text
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def write(self, data) -> int:
        self._text.write(self._decoder.decode(data))
        return len(data)

    def writable(self) -> bool:
        return True
