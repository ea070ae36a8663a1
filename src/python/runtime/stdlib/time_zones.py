"""The local time zone: UTC, or the one that the environment variable TZ names."""

from __future__ import annotations

import os
import time

import _zones

from .. import _cpython, import_hook

_YEAR = (365 * 24 + 6) * 3600


def tzset():
    """tzset()

    Initialize, or reinitialize, the local timezone to the value stored in
    os.environ['TZ']."""
    _zones.set(os.environ.get("TZ"))
    # As Modules/timemodule.c: the names and offsets of January and of July
    begin = int(time.time()) // _YEAR * _YEAR
    winter, summer = time.localtime(begin), time.localtime(begin + _YEAR // 2)
    time.daylight = int(winter.tm_gmtoff != summer.tm_gmtoff)
    if winter.tm_gmtoff > summer.tm_gmtoff:  # south of the equator
        winter, summer = summer, winter
    time.timezone, time.altzone = -winter.tm_gmtoff, -summer.tm_gmtoff
    time.tzname = winter.tm_zone, summer.tm_zone


tzset.__module__ = "time"


def install() -> None:
    """Add ``time.tzset``."""
    time.tzset = tzset
    tzset()
    import_hook.alter(_cpython.ZONE_LOADER_MODULE, _say_as_cpython)


def _say_as_cpython(common) -> None:
    """Pyodide's text about a zone that is not found recommends a function that programs here cannot use."""
    load = getattr(common, _cpython.ZONE_LOADER)

    def load_tzdata(key):
        try:
            return load(key)
        except common.ZoneInfoNotFoundError as error:
            error.args = (f"No time zone found with key {key}",)
            raise

    setattr(common, _cpython.ZONE_LOADER, load_tzdata)


def renew() -> None:
    """Begin a new program: forget what the last one said about TZ."""
    _zones.set(os.environ.get("TZ"))
