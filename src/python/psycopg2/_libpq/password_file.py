"""``~/.pgpass``, or the file that ``passfile`` names: passwords for hosts, ports, databases and users."""

from __future__ import annotations

import os
import stat

from .diagnostics import write_to_stderr
from .options import DEFAULT_SOCKET_DIRECTORY, home_directory


def default_path() -> str | None:
    """The file of whoever runs the program."""
    home = home_directory()
    return None if home is None else f"{home}/.pgpass"


def password(path: str, host: str, port: str, dbname: str, user: str) -> str | None:
    """What the first line has that fits; None without one, or without such a file. One that others can read is not believed."""
    if host == DEFAULT_SOCKET_DIRECTORY:
        host = "localhost"
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            mode = os.fstat(file.fileno()).st_mode
            if mode & (stat.S_IRWXG | stat.S_IRWXO):
                write_to_stderr(f'WARNING: password file "{path}" has group or world access; permissions should be u=rw (0600) or less\n')
                return None
            for line in file:
                rest: str | None = "" if line.startswith("#") else line.rstrip("\r\n")
                for wanted in (host, port, dbname, user):
                    rest = _after(rest, wanted)
                if rest is not None:
                    return _unescaped(rest)
    except IsADirectoryError:
        write_to_stderr(f'WARNING: password file "{path}" is not a plain file\n')
    except OSError:
        pass
    return None


def _after(line: str | None, wanted: str) -> str | None:
    """What follows the first field of ``line``, if that is ``wanted`` or an asterisk."""
    if line is None:
        return None
    if line.startswith("*:"):
        return line[2:]
    position = 0
    for character in wanted:
        if line[position : position + 1] == "\\":
            position += 1
        if line[position : position + 1] != character:
            return None
        position += 1
    return line[position + 1 :] if line[position : position + 1] == ":" else None


def _unescaped(text: str) -> str:
    """The last field: up to a colon that no backslash escapes."""
    found = []
    characters = iter(text)
    for character in characters:
        if character == ":":
            break
        found.append(next(characters, "\\") if character == "\\" else character)
    return "".join(found)
