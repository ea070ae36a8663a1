"""Where characters end in the encodings of clients, as libpq asks before it escapes: the second byte of some looks like a backslash.

Names are PostgreSQL's. Source: PostgreSQL's ``pg_wchar`` tables and libpq's ``PQescapeStringConn``, ``PQescapeIdentifier``.
"""

from __future__ import annotations

import re

_EUC = rb"[\xa1-\xfe]"
_ANY_TWO = rb"(?!\x8d )[\x80-\xff][^\0]"
_SJIS = rb"[\xa1-\xdf]|[\x81-\x9f\xe0-\xfc][\x40-\x7e\x80-\xfc]"
_JAPANESE = rb"\x8e[\xa1-\xdf]|\x8f%b%b|%b%b" % (_EUC, _EUC, _EUC, _EUC)
#: One valid character that is no ASCII. In an encoding that is not here, every byte is one.
_CHARACTERS = {
    "UTF8": rb"[\xc2-\xdf][\x80-\xbf]|(?:\xe0[\xa0-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]|\xed[\x80-\x9f])[\x80-\xbf]"
    rb"|(?:\xf0[\x90-\xbf]|[\xf1-\xf3][\x80-\xbf]|\xf4[\x80-\x8f])[\x80-\xbf]{2}",
    "EUC_JP": _JAPANESE,
    "EUC_JIS_2004": _JAPANESE,
    "EUC_CN": _EUC + _EUC,
    "EUC_KR": _EUC + _EUC,
    "EUC_TW": rb"\x8e[\xa1-\xa7]%b%b|(?![\x8e\x8f])[\x80-\xff]%b" % (_EUC, _EUC, _EUC),
    "JOHAB": rb"\x8f%b%b|(?!\x8f)[\x80-\xff]%b" % (_EUC, _EUC, _EUC),
    "SJIS": _SJIS,
    "SHIFT_JIS_2004": _SJIS,
    "BIG5": _ANY_TWO,
    "GBK": _ANY_TWO,
    "UHC": _ANY_TWO,
    "GB18030": rb"[\x81-\xfe](?:[\x30-\x39][\x81-\xfe][\x30-\x39]|[\x40-\x7e\x80-\xfe])",
}


def doubled(raw: bytes, special: bytes, encoding: str) -> bytes:
    """``raw`` with each of the ASCII characters ``special`` twice. What is no character becomes what the server refuses."""
    characters = _CHARACTERS.get(encoding)
    if characters is None or raw.isascii() or (encoding == "UTF8" and _is_utf8(raw)):
        for code in special:
            raw = raw.replace(bytes([code]), bytes([code, code]))
        return raw
    refused = b"\xc0 " if encoding == "UTF8" else b"\x8d "

    def escaped(found: re.Match[bytes]) -> bytes:
        return found[0] if found[1] is not None else refused if found[0] > b"\x7f" else found[0] * 2

    return re.sub(rb"(%b)|[%b]|[\x80-\xff]" % (characters, re.escape(special)), escaped, raw, flags=re.DOTALL)


def refusal(raw: bytes, encoding: str) -> str | None:
    """What is wrong with the characters of ``raw``, which is to be an identifier; None if nothing is."""
    characters = _CHARACTERS.get(encoding)
    wide = re.search(rb"[\x80-\xff]", raw)
    if characters is None or wide is None:
        return None
    rest = raw[wide.start() :]
    if re.fullmatch(rb"(?:[\x00-\x7f]|%b)*" % characters, rest, flags=re.DOTALL):
        return None
    return f"{'incomplete' if _length(rest, encoding) > len(rest) else 'invalid'} multibyte character\n"


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _length(rest: bytes, encoding: str) -> int:
    """How many bytes the character has that ``rest`` begins with, as its first (and second) byte says."""
    first = rest[0]
    if encoding == "UTF8":
        return 1 if first < 0xC0 or first > 0xF7 else 2 if first < 0xE0 else 3 if first < 0xF0 else 4
    if encoding.startswith("EUC_") or encoding == "JOHAB":
        return 3 if first == 0x8F or (first == 0x8E and encoding == "EUC_CN") else 4 if (first, encoding) == (0x8E, "EUC_TW") else 2
    if encoding in ("SJIS", "SHIFT_JIS_2004") and 0xA1 <= first <= 0xDF:
        return 1
    return 4 if encoding == "GB18030" and rest[1:2].isdigit() else 2
