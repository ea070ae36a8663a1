"""``extras.ReplicationCursor``, which knows the commands of the replication protocol."""

from __future__ import annotations

from typing import Any

from .._extension.attributes import public
from .._extension.constants import REPLICATION_LOGICAL, REPLICATION_PHYSICAL
from .._errors.exceptions import ProgrammingError
from .._adapters.strings import QuotedString
from .._cursor.scope import quote_ident
from .cursor import ReplicationCursor as WalCursor


@public("psycopg2.extras")
class StopReplication(Exception):
    """To be raised by the consumer, to leave ``consume_stream``; no ``psycopg2.Error``."""


@public("psycopg2.extras")
class ReplicationCursor(WalCursor):
    """Writes the commands of the replication protocol."""

    def create_replication_slot(self, slot_name: str, slot_type: int | None = None, output_plugin: str | None = None) -> None:
        """CREATE_REPLICATION_SLOT, of the connection's kind unless ``slot_type`` says otherwise; ProgrammingError.

        A logical slot needs its ``output_plugin``; a physical one has none.
        """
        if self._is_logical(slot_type):
            if output_plugin is None:
                raise ProgrammingError("output plugin name is required to create logical replication slot")
            kind = f"LOGICAL {quote_ident(output_plugin, self)}"
        else:
            if output_plugin is not None:
                raise ProgrammingError("cannot specify output plugin name when creating physical replication slot")
            kind = "PHYSICAL"
        self.execute(f"CREATE_REPLICATION_SLOT {quote_ident(slot_name, self)} {kind}")

    def drop_replication_slot(self, slot_name: str) -> None:
        """DROP_REPLICATION_SLOT."""
        self.execute(f"DROP_REPLICATION_SLOT {quote_ident(slot_name, self)}")

    def start_replication(
        self,
        slot_name: str | None = None,
        slot_type: int | None = None,
        start_lsn: int | str = 0,
        timeline: int = 0,
        options: dict[str, Any] | None = None,
        decode: bool = False,
        status_interval: float = 10,
    ) -> None:
        """START_REPLICATION from ``start_lsn`` (an int or ``'X/X'``; 0: where the slot is); ProgrammingError.

        ``options`` are the output plugin's, of logical replication; ``timeline`` is of physical. See
        ``start_replication_expert``.
        """
        logical = self._is_logical(slot_type)
        words = ["START_REPLICATION"]
        if slot_name:
            words.append(f"SLOT {quote_ident(slot_name, self)}")
        elif logical:
            raise ProgrammingError("slot name is required for logical replication")
        if logical:
            words.append("LOGICAL")
        words.append(_lsn(start_lsn))
        if timeline != 0:
            if logical:
                raise ProgrammingError("cannot specify timeline for logical replication")
            words.append(f"TIMELINE {timeline}")
        if options:
            if not logical:
                raise ProgrammingError("cannot specify output plugin options for physical replication")
            written = (f"{quote_ident(name, self)} {QuotedString(str(value))}" for name, value in options.items())
            words.append(f"({', '.join(written)})")
        self.start_replication_expert(" ".join(words), decode=decode, status_interval=status_interval)

    def _is_logical(self, slot_type: int | None) -> bool:
        if slot_type is None:
            slot_type = self.connection.replication_type
        if slot_type not in (REPLICATION_LOGICAL, REPLICATION_PHYSICAL):
            raise ProgrammingError(f"unrecognized replication type: {slot_type!r}")
        return slot_type == REPLICATION_LOGICAL

    def fileno(self) -> int:
        """The connection's descriptor, for ``select``."""
        return self.connection.fileno()


def _lsn(position: int | str) -> str:
    if isinstance(position, str):
        high, low = (int(part, 16) for part in position.split("/")[:2])
    else:
        high, low = position >> 32 & 0xFFFFFFFF, position & 0xFFFFFFFF
    return f"{high:X}/{low:08X}"
