"""Python value to SQL literal: the registry of adapters and ``adapt`` (psycopg2's "microprotocols").

Programs rarely use Decimal or ranges, so their adapters are registered with the first of those, or when a program looks at the registry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

from .._extension.arguments import c_function, type_name
from .._extension.attributes import public
from .._errors.exceptions import ProgrammingError
from .isqlquote import ISQLQuote
from .._extension.late import late

if TYPE_CHECKING:
    from .._connection.connection import connection

# (type, protocol) to the callable that wraps a value; ``extensions.adapters``, once ``all_adapters`` has completed it.
adapters: dict[tuple[Any, Any], Any] = {}
_NO_ADAPTER = object()
#: The adapters that psycopg2 has for some types, each with what writes the same literal without one: most values are of these.
direct: dict[Any, tuple[Any, Callable[[Any, connection], bytes]]] = {}
_complete = False  # whether all adapters are registered


@public("psycopg2.extensions")
def register_adapter(typ: Any, callable: Any) -> None:  # noqa: A002 - psycopg2's name
    """Let values of ``typ`` be wrapped by ``callable(value)``, an object following ISQLQuote."""
    adapters[typ, ISQLQuote] = callable


@c_function
def adapt(obj: Any, protocol: Any = ISQLQuote, alternate: Any = None, /) -> Any:
    """``obj`` wrapped by its adapter; ProgrammingError ``can't adapt type`` if there is none.

    ``alternate`` is taken and, as by psycopg2, not used.
    Order: an adapter for the exact type, ``protocol.__adapt__``, ``obj.__conform__``, an adapter for a base class.
    """
    cls = type(obj)
    adapter = _registered(cls, protocol)
    if adapter is not _NO_ADAPTER:
        return adapter(obj)
    for owner, method, argument in ((protocol, "__adapt__", obj), (obj, "__conform__", protocol)):
        found = _attribute(owner, method)
        if found is not None:
            try:
                adapted = found(argument)
            except TypeError:  # a class rather than an instance of it
                continue
            if adapted is not None:
                return adapted
    for base in cls.__mro__[1:]:
        adapter = _registered(base, protocol)
        if adapter is not _NO_ADAPTER:
            return adapter(obj)
    raise ProgrammingError(f"can't adapt type '{type_name(cls)}'")


def _attribute(obj: Any, name: str) -> Any:
    """``obj.name``, None if it cannot be had, for whatever reason."""
    try:
        return getattr(obj, name, None)
    except Exception:  # noqa: BLE001 - psycopg2 clears the error, whatever it is
        return None


def _registered(cls: type, protocol: Any) -> Any:
    adapter = adapters.get((cls, protocol), _NO_ADAPTER)
    if adapter is _NO_ADAPTER and protocol is ISQLQuote and _register_late(cls):
        adapter = adapters[cls, protocol]
    return adapter


def _register_late(cls: type) -> bool:
    """Register the adapter of Decimal if ``cls`` is it; True if something was registered."""
    if _complete or cls.__module__ != "decimal" or cls.__name__ != "Decimal":
        return False
    from .builtin import Decimal
    from .._connection.literals import quote_decimal

    register_adapter(cls, Decimal)
    direct[cls] = Decimal, quote_decimal
    return True


def all_adapters() -> dict[tuple[Any, Any], Any]:
    """The registry, with the adapters in it that had not been needed; from now on it is the program's."""
    global _complete
    if not _complete:
        import decimal

        if (decimal.Decimal, ISQLQuote) not in adapters:
            _register_late(decimal.Decimal)
        late("_range", "Range")
        _complete = True
    return adapters


def quoted(obj: Any, conn: connection | None) -> bytes:
    """The SQL literal of ``obj`` in the encoding of ``conn``."""
    cls = type(obj)
    known = direct.get(cls)
    if known is not None and conn is not None and adapters.get((cls, ISQLQuote)) is known[0]:
        return known[1](obj, conn)
    adapted = adapt(obj)
    prepare = _attribute(adapted, "prepare")
    if prepare is not None and conn is not None:
        prepare(conn)
    literal = adapted.getquoted()
    if isinstance(literal, str):
        return literal.encode(conn._codec if conn is not None else "utf-8")
    if not isinstance(literal, bytes):
        raise ValueError(f"only bytes values expected, got {type_name(type(literal))}")
    return literal
