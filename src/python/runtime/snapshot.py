"""A snapshot of what a program may change in the interpreter, so that the next one finds it as it was."""

from __future__ import annotations

import linecache
import os
import sys
from types import ModuleType

_OURS = __name__.partition(".")[0]
#: Modules whose state is not the program's.
_NOT_THEIRS = ("__main__", "_pyodide", "pyodide")
#: Our own, which are not to be found by a program: it may have modules of the same names.
_hidden: list[ModuleType] = []


def _is_in(package: str, name: str) -> bool:
    return name == package or name.startswith(package + ".")


def _hide_ours() -> None:
    for name in [name for name in sys.modules if _is_in(_OURS, name)]:
        _hidden.append(sys.modules.pop(name))


class Snapshot:
    """The interpreter as it is now.

    Modules get back their attributes. The driver, whose classes and registries a program may alter as well, is imported anew.
    """

    def __init__(self) -> None:
        _hide_ours()
        self._modules = {name: module for name, module in sys.modules.items() if not _is_in("psycopg2", name)}
        self._attributes = {
            name: dict(vars(module))
            for name, module in self._modules.items()
            if isinstance(module, ModuleType) and name != "sys" and not name.startswith(_NOT_THEIRS)
        }
        self._environment = dict(os.environ)
        self._path = list(sys.path)
        self._hooks = sys.excepthook, sys.displayhook, sys.unraisablehook, sys.stdin
        self._recursion_limit = sys.getrecursionlimit()
        self._switch_interval = sys.getswitchinterval()

    def restore(self) -> None:
        """Undo what the program did to modules, environment, path and hooks."""
        for name in [name for name in sys.modules if name not in self._modules]:
            del sys.modules[name]
        sys.modules.update(self._modules)
        for name, attributes in self._attributes.items():
            now = vars(self._modules[name])
            for added in now.keys() - attributes.keys():
                del now[added]
            now.update(attributes)
        os.environ.clear()
        os.environ.update(self._environment)
        sys.path[:] = self._path
        sys.excepthook, sys.displayhook, sys.unraisablehook, sys.stdin = self._hooks
        sys.setrecursionlimit(self._recursion_limit)
        sys.setswitchinterval(self._switch_interval)
        sys.settrace(None)
        sys.setprofile(None)
        linecache.clearcache()
