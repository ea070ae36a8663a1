"""The local time zone: UTC, or what the environment variable TZ says. May import ``_zones``; imports ``imports``."""

from __future__ import annotations

import os
import time

import _zones

from .. import import_hook

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
    """Give ``time`` the function that CPython has where the C library can do it."""
    time.tzset = tzset
    tzset()
    import_hook.alter("zoneinfo._common", _say_as_cpython)


def _say_as_cpython(common) -> None:
    """Pyodide's text about a zone that is not found sends readers to a function that is not for them."""
    load = common.load_tzdata

    def load_tzdata(key):
        try:
            return load(key)
        except common.ZoneInfoNotFoundError as error:
            error.args = (f"No time zone found with key {key}",)
            raise

    common.load_tzdata = load_tzdata


def renew() -> None:
    """For a new program."""
    _zones.set(os.environ.get("TZ"))
