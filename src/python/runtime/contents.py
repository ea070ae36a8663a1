"""What modules hold, so that it can be put back: their attributes, those of their classes and objects, and lists, dictionaries and sets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import is_
from types import ModuleType
from typing import Any

_HEAP_TYPE = 1 << 9  # Py_TPFLAGS_HEAPTYPE: a class whose attributes can be set


class Contents:
    """The contents of ``modules`` as they are now, but for what is in ``without``. Other modules that these refer to are left out."""

    def __init__(self, modules: Iterable[ModuleType], without: Iterable[object]) -> None:
        found: list[Any] = list(modules)
        self._names = {module.__name__ for module in found}
        seen = set(map(id, without))
        #: What puts back the contents of a thing, the thing, and these contents.
        self._kept: list[tuple[Callable[[Any, Any], None], Any, Any]] = []
        for module in found:
            self._kept.append((_put_back_attributes, module, dict(vars(module))))
        found = [value for _, _, attributes in self._kept for value in attributes.values()]
        while found:
            thing = found.pop()
            if id(thing) in seen:
                continue
            seen.add(id(thing))
            kind = type(thing)
            if kind is list:
                self._kept.append((_put_back_list, thing, thing.copy()))
            elif kind is dict:
                self._kept.append((_put_back_dict, thing, thing.copy()))
            elif kind is set:
                self._kept.append((_put_back_set, thing, thing.copy()))
            elif isinstance(thing, type):
                if thing.__flags__ & _HEAP_TYPE and thing.__module__ in self._names:
                    attributes = dict(vars(thing))
                    self._kept.append((_put_back_class, thing, attributes))
                    found += attributes.values()
            elif kind.__flags__ & _HEAP_TYPE and kind.__module__ in self._names and type(getattr(thing, "__dict__", None)) is dict:
                attributes = vars(thing).copy()
                self._kept.append((_put_back_attributes, thing, attributes))
                found += attributes.values()

    def put_back(self) -> None:
        """Undo what has been done to them."""
        for put_back, thing, contents in self._kept:
            put_back(thing, contents)


def _is_same(now: Any, before: dict[Any, Any]) -> bool:
    """Whether the keys and values of two mappings are the same objects, in the same order."""
    return len(now) == len(before) and all(map(is_, now, before)) and all(map(is_, now.values(), before.values()))


def _put_back_attributes(thing: object, attributes: dict[str, Any]) -> None:
    _put_back_dict(vars(thing), attributes)


def _put_back_dict(now: dict[Any, Any], before: dict[Any, Any]) -> None:
    if not _is_same(now, before):
        for added in now.keys() - before.keys():
            del now[added]
        now.update(before)


def _put_back_list(now: list[Any], before: list[Any]) -> None:
    if len(now) != len(before) or not all(map(is_, now, before)):
        now[:] = before


def _put_back_set(now: set[Any], before: set[Any]) -> None:
    if now != before:
        now.clear()
        now.update(before)


def _put_back_class(cls: type, attributes: dict[str, Any]) -> None:
    now = vars(cls)
    if _is_same(now, attributes):
        return
    # Not through a metaclass of its own, which may refuse: that of enumerations does
    for added in now.keys() - attributes.keys():
        type.__delattr__(cls, added)
    for name, value in attributes.items():
        if now.get(name) is not value:
            type.__setattr__(cls, name, value)
