"""``~/.pg_service.conf`` and its like: options under the name of a service."""

from __future__ import annotations

import os

from .options import KEYWORDS, ConninfoError, home_directory

_SPACE = " \t\n\r\v\f"
_LONGEST = 1022


def read_service(name: str) -> dict[str, str]:
    """The options of a service, from the user's file or the system's. Raises ConninfoError."""
    for path in _paths():
        options = _section(path, name)
        if options is not None:
            return options
    raise ConninfoError(f'definition of service "{name}" not found\n')


def _paths() -> list[str]:
    """The files to read, one after the other. One that the environment names must be there."""
    paths = []
    if "PGSERVICEFILE" in os.environ:
        paths.append(os.environ["PGSERVICEFILE"])
    else:
        home = home_directory()
        if home is not None and os.path.exists(f"{home}/.pg_service.conf"):
            paths.append(f"{home}/.pg_service.conf")
    system = f"{os.environ.get('PGSYSCONFDIR', '/etc/postgresql-common')}/pg_service.conf"
    if os.path.exists(system):
        paths.append(system)
    return paths


def _section(path: str, name: str) -> dict[str, str] | None:
    """What stands under ``[name]``; None if that is not there."""
    found: dict[str, str] | None = None
    for number, line in enumerate(_lines(path), 1):
        if len(line.encode(errors="surrogateescape")) > _LONGEST:
            raise ConninfoError(f'line {number} too long in service file "{path}"\n')
        line = line.strip(_SPACE)
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            if found is not None:
                return found
            if line.startswith(f"[{name}]"):
                found = {}
        elif found is not None:
            keyword, equals, value = line.partition("=")
            if not equals:
                raise ConninfoError(f'syntax error in service file "{path}", line {number}\n')
            if keyword == "service":
                raise ConninfoError(f'nested service specifications not supported in service file "{path}", line {number}\n')
            if keyword not in KEYWORDS:
                raise ConninfoError(f'syntax error in service file "{path}", line {number}\n')
            found.setdefault(keyword, value)
    return found


def _lines(path: str) -> list[str]:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            return file.readlines()
    except IsADirectoryError:  # can be opened in C, and has no lines
        return []
    except OSError:
        raise ConninfoError(f'service file "{path}" not found\n') from None
