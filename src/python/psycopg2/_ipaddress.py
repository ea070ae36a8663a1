"""inet and cidr as the standard library's ``ipaddress`` objects."""

from __future__ import annotations

from typing import Any

from ._adapters.adapt import register_adapter
from ._adapters.strings import QuotedString
from ._types.registry import new_array_type, new_type
from ._cursor.scope import register_type


def register_ipaddress(conn_or_curs: Any = None) -> None:
    """Read inet and cidr as ipaddress objects, and write those."""
    import ipaddress

    def cast_interface(text: str | None, cursor: Any = None) -> Any:
        return None if text is None else ipaddress.ip_interface(str(text))

    def cast_network(text: str | None, cursor: Any = None) -> Any:
        return None if text is None else ipaddress.ip_network(str(text))

    inet = new_type((869,), "INET", cast_interface)
    cidr = new_type((650,), "CIDR", cast_network)
    for caster in (inet, new_array_type((1041,), "INET[]", inet), cidr, new_array_type((651,), "CIDR[]", cidr)):
        register_type(caster, conn_or_curs)
    for cls in (
        ipaddress.IPv4Interface,
        ipaddress.IPv6Interface,
        ipaddress.IPv4Network,
        ipaddress.IPv6Network,
    ):
        register_adapter(cls, adapt_ipaddress)


def adapt_ipaddress(obj: Any) -> QuotedString:
    """The text of an address or network, quoted."""
    return QuotedString(str(obj))
