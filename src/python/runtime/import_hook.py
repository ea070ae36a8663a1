"""Alters modules of the standard library when they are imported: at start all of them would have to be imported for it.

Hides modules that were imported ahead until a program imports them. And keeps the code of a package that is imported anew for each program.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import spec_from_file_location
from types import CodeType, ModuleType
from typing import Any, Callable

Alteration = Callable[[Any], None]

_alterations: dict[str, Alteration] = {}
#: Modules that have been imported, and that no program has asked for yet.
_ahead: dict[str, ModuleType] = {}
#: Packages whose code is kept; where their modules are, and the code.
_kept_packages: set[str] = set()
_kept_specs: dict[str, ModuleSpec] = {}
_kept_code: dict[str, CodeType] = {}


def alter(name: str, alteration: Alteration) -> None:
    """Call ``alteration`` with the module of this name whenever it is imported, and now if it has been."""
    _alterations[name] = alteration
    if name in sys.modules:
        alteration(sys.modules[name])


def import_ahead(name: str) -> None:
    """Import a submodule, so that a program's own import takes no time; until then its package does not have it."""
    _ahead.pop(name, None)  # the one that the last program did not ask for
    _ahead[name] = import_module(name)
    package, _, own = name.rpartition(".")
    del sys.modules[name]
    delattr(sys.modules[package], own)


def keep_code(package: str) -> None:
    """Look for the modules of this package, and read their code, only once: a later import executes it anew."""
    _kept_packages.add(package)


class _Finder:
    """Finds what was imported ahead, modules whose code is kept, and what the finders after it find, with a loader that alters it, too."""

    @staticmethod
    def find_spec(name: str, path=None, target=None):
        if name in _ahead:
            return ModuleSpec(name, _LoaderOfImported())  # type: ignore[arg-type]
        if name.partition(".")[0] in _kept_packages:
            return _find_kept(name, path, target)
        if name not in _alterations:
            return None
        for finder in sys.meta_path:
            spec = None if finder is _Finder else finder.find_spec(name, path, target)
            if spec is not None:
                spec.loader = _Loader(spec.loader, _alterations[name])  # type: ignore[assignment]
                return spec
        return None


def _find_kept(name: str, path, target) -> ModuleSpec | None:
    found = _kept_specs.get(name) or PathFinder.find_spec(name, path, target)
    if found is None or not isinstance(found.loader, SourceFileLoader):
        return found
    _kept_specs[name] = found
    folders = found.submodule_search_locations
    loader = _LoaderOfKept(name, found.loader.path)
    return spec_from_file_location(name, found.origin, loader=loader, submodule_search_locations=folders and list(folders))


class _LoaderOfKept(SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType | None:
        code = _kept_code.get(fullname)
        if code is None:
            code = super().get_code(fullname)
            assert code is not None
            _kept_code[fullname] = code
        return code


class _Loader:
    def __init__(self, loader: Any, alteration: Alteration) -> None:
        self._loader = loader
        self._alteration = alteration

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        module.__loader__ = module.__spec__.loader = self._loader  # type: ignore[union-attr]
        self._loader.exec_module(module)
        self._alteration(module)


class _LoaderOfImported:
    """Loads what was imported ahead, which stays as it is."""

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = _ahead.pop(spec.name)
        self._spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        module.__spec__ = self._spec  # in place of the one by which it was found


def install() -> None:
    """Put the finder before the others."""
    sys.meta_path.insert(0, _Finder)  # type: ignore[arg-type]
