"""What the page has in place of a module that it lacks, or of what a module cannot do here: one sentence each."""

from __future__ import annotations

import os
import sys

NO_PROCESSES = "This page is one process, and it cannot start others: threading and concurrent.futures.ThreadPoolExecutor work."
NO_NETWORK = "This page has no network: psycopg2 reaches its PostgreSQL server, and nothing else can be reached."
NO_KEYBOARD = "Nobody can type anything into a program in this page: let it have its values in variables."
NO_BROWSER = "A program in this page cannot open others: it can print the address."
NOT_DOWNLOADED = "This file could not be downloaded. Is there a connection to the network? Then run the program again."
_NO_TERMINAL = "This page has no terminal: a program can print."
_NO_WINDOWS = "This page has no windows for programs: they can print."
_NO_USERS = "This page has no operating system with users, limits or a log."
_NO_INSTALLING = "Nothing can be installed in this page, which has Python's standard library and psycopg2."
_NO_DBM = "This page lacks its libraries: it has sqlite3, and the PostgreSQL server."
_NO_INTERPRETERS = "This page has one interpreter: threading and concurrent.futures.ThreadPoolExecutor work."
_OTHER_DRIVER = "The driver in this page is psycopg2."
_NO_NUMBERS = "It is compiled for a machine, and this page cannot load it: it has array, csv, decimal and statistics."
_NO_CRYPTOGRAPHY = "It is compiled for a machine, and this page cannot load it: it has hashlib, hmac and secrets."
_NO_GREENLETS = "It is compiled for a machine, and this page cannot load it: it has threading and asyncio."
_COMPILED = "It is compiled for a machine, and this page cannot load it: packages must be in Python alone."
_ZONES = "This page has time zones without it: PostgreSQL's own, in /usr/share/zoneinfo."
_REMOVED = "Python itself has it no longer: the page has Python {}.{}.".format(*sys.version_info)
_LEFT_OUT = "The standard library of this page leaves it out."
_IN_PAGE = "This page has Python's standard library and psycopg2: a program that needs more can be run on your own machine."
_MOUNTED = "Packages in Python alone can be had with --mount DIR, from a folder that pip install --target DIR has filled."

_SENTENCES = {
    NO_PROCESSES: "_multiprocessing _posixsubprocess _posixshmem",
    _NO_INTERPRETERS: "_interpreters _interpchannels _interpqueues",
    _NO_TERMINAL: "readline curses _curses _curses_panel",
    _NO_WINDOWS: "tkinter _tkinter turtle turtledemo idlelib",
    _NO_USERS: "pwd grp resource syslog",
    _NO_INSTALLING: "pip ensurepip venv micropip",
    _NO_DBM: "dbm _dbm _gdbm",
    _OTHER_DRIVER: "psycopg psycopg_c psycopg_binary asyncpg pg8000 pgdb psycopg2cffi",
    NO_NETWORK: "requests httpx aiohttp urllib3 websockets paramiko boto3 grpc",
    _NO_NUMBERS: "numpy pandas scipy matplotlib polars pyarrow duckdb",
    _NO_CRYPTOGRAPHY: "cryptography bcrypt argon2 nacl",
    _NO_GREENLETS: "greenlet gevent eventlet uvloop",
    _COMPILED: "PIL lxml orjson pydantic_core",
    _ZONES: "tzdata",
    _REMOVED: (
        "aifc asynchat asyncore audioop cgi cgitb chunk crypt distutils imghdr imp lib2to3 mailcap msilib nis nntplib ossaudiodev pipes "
        "smtpd sndhdr spwd sunau telnetlib uu xdrlib"
    ),
}
_BY_NAME = {name: sentence for sentence, names in _SENTENCES.items() for name in names.split()}
#: What the names of compiled modules end with.
_LIBRARIES = (".so", ".pyd")


def about(name: str) -> str | None:
    """The sentence about a module that was not found. None if it is for its package to say."""
    parent, _, own = name.rpartition(".")
    if parent:
        return _COMPILED if _is_compiled(parent, own) else None
    if name in _BY_NAME:
        return _BY_NAME[name]
    if name in sys.stdlib_module_names:
        return _LEFT_OUT
    return _MOUNTED if is_command_line() else _IN_PAGE


def is_command_line() -> bool:
    """The program is run by ``lab -- run``, not in a page. Asked for anew: Python's image is made by Node, and used in pages."""
    import js  # type: ignore[import-not-found]

    return hasattr(js, "process")


def _is_compiled(package: str, own: str) -> bool:
    folders = getattr(sys.modules.get(package), "__path__", ())
    names = [name for folder in folders if os.path.isdir(folder) for name in os.listdir(folder)]
    return any(name.startswith(own + ".") and name.endswith(_LIBRARIES) for name in names)
