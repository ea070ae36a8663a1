"""Time zones of earlier psycopg2 releases, kept for programs that use them."""

from __future__ import annotations as _annotations

import datetime
import time
from typing import Any as _Any

ZERO = datetime.timedelta(0)


class FixedOffsetTimezone(datetime.tzinfo):
    """A constant ``offset`` from UTC (timedelta, or minutes) with an optional ``name``; equal zones are one object."""

    _name: str | None = None
    _offset = ZERO
    _cache: dict[_Any, FixedOffsetTimezone] = {}

    def __new__(cls, offset: _Any = None, name: str | None = None) -> FixedOffsetTimezone:
        key = (offset, name)
        found = cls._cache.get(key)
        if found is None:
            found = cls._cache[key] = super().__new__(cls)
        return found

    def __init__(self, offset: _Any = None, name: str | None = None) -> None:
        if offset is not None:
            self._offset = offset if isinstance(offset, datetime.timedelta) else datetime.timedelta(minutes=offset)
        if name is not None:
            self._name = name

    def __repr__(self) -> str:
        return f"psycopg2.tz.FixedOffsetTimezone(offset={self._offset!r}, name={self._name!r})"

    def __eq__(self, other: object) -> bool:
        return self._offset == other._offset if isinstance(other, FixedOffsetTimezone) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return self._offset != other._offset if isinstance(other, FixedOffsetTimezone) else NotImplemented

    def __getinitargs__(self) -> tuple[_Any, ...]:
        return self._offset, self._name

    def utcoffset(self, dt: datetime.datetime | None) -> datetime.timedelta:
        """The offset."""
        return self._offset

    def tzname(self, dt: datetime.datetime | None) -> str:
        """The name, or ``+hh`` / ``+hh:mm``."""
        if self._name is not None:
            return self._name
        minutes, seconds = divmod(self._offset.total_seconds(), 60)
        hours, minutes = divmod(minutes, 60)
        text = f"{int(hours):+03d}"
        if minutes or seconds:
            text += f":{int(minutes):02d}"
            if seconds:
                text += f":{int(seconds):02d}"
        return text

    def dst(self, dt: datetime.datetime | None) -> datetime.timedelta:
        """None: the offset is constant."""
        return ZERO


STDOFFSET = datetime.timedelta(seconds=-time.timezone)
DSTOFFSET = datetime.timedelta(seconds=-time.altzone) if time.daylight else STDOFFSET
DSTDIFF = DSTOFFSET - STDOFFSET


class LocalTimezone(datetime.tzinfo):
    """The zone of the machine."""

    def utcoffset(self, dt: datetime.datetime | None) -> datetime.timedelta:
        """Offset at ``dt``."""
        return DSTOFFSET if self._isdst(dt) else STDOFFSET

    def dst(self, dt: datetime.datetime | None) -> datetime.timedelta:
        """Summer time's share of the offset."""
        return DSTDIFF if self._isdst(dt) else ZERO

    def tzname(self, dt: datetime.datetime | None) -> str:
        """The zone's abbreviation."""
        return time.tzname[self._isdst(dt)]

    def _isdst(self, dt: _Any) -> bool:
        parts = (dt.year, dt.month, dt.day, dt.hour, dt.minute, dt.second, dt.weekday(), 0, -1)
        return time.localtime(time.mktime(parts)).tm_isdst > 0


LOCAL = LocalTimezone()
