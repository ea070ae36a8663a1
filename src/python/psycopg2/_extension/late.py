"""What most programs do without is imported when they first ask for it."""

from __future__ import annotations

from typing import Any, Callable


def late(module: str, name: str) -> Any:
    """``name`` of a module: of one of this package if that begins with an underscore."""
    import importlib

    return getattr(importlib.import_module(f".{module}" if module.startswith("_") else module, "psycopg2"), name)


def late_names(
    namespace: dict[str, Any], modules: dict[str, tuple[str, ...]], **made: Callable[[], Any]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """``__getattr__`` and ``__dir__`` of a module that finds names in ``modules``, or what is ``made``, when they are first asked for."""
    where = {name: module for module, names in modules.items() for name in names}

    def __getattr__(name: str) -> Any:
        if name == "__all__":  # asked by ``import *``
            return [public for public in __dir__() if not public.startswith("_")]
        if name in where:
            found = late(where[name], name)
        elif name in made:
            found = made[name]()
        else:
            raise AttributeError(f"module {namespace['__name__']!r} has no attribute {name!r}")
        namespace[name] = found
        return found

    def __dir__() -> list[str]:
        return sorted({*namespace, *where, *made})

    return __getattr__, __dir__
