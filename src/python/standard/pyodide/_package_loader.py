"""In place of Pyodide's module of this name, which imports shutil, tempfile, zipfile and more to install packages: a page installs none."""

from __future__ import annotations

from pathlib import PurePosixPath
from site import getsitepackages

# A snapshot of Pyodide's memory has a place for it
from pyodide_js import loadedPackages  # type: ignore[import-not-found]  # noqa: F401

# Pyodide reads and calls these when it starts
SITE_PACKAGES = PurePosixPath(getsitepackages()[0])
DSO_DIR = PurePosixPath("/usr/lib")


def init_loaded_packages() -> None:
    """There are none."""


def get_install_dir(target: str | None = None) -> str:
    """Where a package would be installed."""
    return str(DSO_DIR if target == "dynlib" else SITE_PACKAGES)


def unpack_buffer(*_arguments, **_keywords):
    """What ``pyodide.loadPackage`` and ``pyodide.unpackArchive`` call."""
    raise NotImplementedError("Nothing can be installed in this page, which has Python's standard library and psycopg2.")
