"""``postgresql://user:password@host:port/dbname?keyword=value`` as libpq 17 reads it."""

from __future__ import annotations

from .options import KEYWORDS, ConninfoError, renamed

_HEX = "0123456789abcdefABCDEF"


def parse_uri(uri: str) -> dict[str, str]:
    """The options ``uri`` gives, what is no UTF-8 in them as lone surrogates. Raises ConninfoError."""
    try:
        options = _parse(uri.encode(errors="surrogateescape").decode("latin-1"))
    except ConninfoError as error:
        raise ConninfoError(str(error).encode("latin-1").decode(errors="replace")) from None
    return {keyword: value.encode("latin-1").decode(errors="surrogateescape") for keyword, value in options.items()}


def _parse(uri: str) -> dict[str, str]:
    """The same of a text whose characters each are a byte, as libpq sees them, and so are those of the options."""
    options: dict[str, str] = {}
    rest = uri[uri.index("://") + 3 :]

    # A user, if an @ comes before the first slash.
    authority_end = rest.find("/")
    at = rest.find("@", 0, authority_end if authority_end >= 0 else len(rest))
    if at >= 0:
        user, colon, password = rest[:at].partition(":")
        if user:
            options["user"] = _decode(user)
        if colon and password:
            options["password"] = _decode(password)
        rest = rest[at + 1 :]

    hosts: list[str] = []
    ports: list[str] = []
    while True:
        host, rest = _host(uri, rest)
        port = ""
        if rest.startswith(":"):
            end = _find(rest, "/?,")
            port, rest = rest[1:end], rest[end:]
        hosts.append(host)
        ports.append(port)
        if not rest.startswith(","):
            break
        rest = rest[1:]
    if any(hosts) or len(hosts) > 1:
        options["host"] = _decode(",".join(hosts))
    if any(ports) or len(ports) > 1:
        options["port"] = _decode(",".join(ports))

    if rest.startswith("/"):
        end = _find(rest, "?")
        if rest[1:end]:
            options["dbname"] = _decode(rest[1:end])
        rest = rest[end:]
    if rest.startswith("?"):
        _query(rest[1:], options)
    return options


def _host(uri: str, rest: str) -> tuple[str, str]:
    """(host, what follows it)."""
    if not rest.startswith("["):
        end = _find(rest, ":/?,")
        return rest[:end], rest[end:]
    end = rest.find("]")
    if end < 0:
        raise ConninfoError(f'end of string reached when looking for matching "]" in IPv6 host address in URI: "{uri}"\n')
    if end == 1:
        raise ConninfoError(f'IPv6 host address may not be empty in URI: "{uri}"\n')
    host, rest = rest[1:end], rest[end + 1 :]
    if rest and rest[0] not in ":/?,":
        position = len(uri) - len(rest) + 1
        raise ConninfoError(f'unexpected character "{rest[0]}" at position {position} in URI (expected ":" or "/"): "{uri}"\n')
    return host, rest


def _query(text: str, options: dict[str, str]) -> None:
    while text:
        pair, _, text = text.partition("&")
        keyword, equals, value = pair.partition("=")
        if "=" in value:
            raise ConninfoError(f'extra key/value separator "=" in URI query parameter: "{keyword}"\n')
        if not equals:
            raise ConninfoError(f'missing key/value separator "=" in URI query parameter: "{keyword}"\n')
        keyword, value = _decode(keyword), _decode(value)
        if keyword == "ssl" and value == "true":
            keyword, value = "sslmode", "require"
        keyword, value = renamed(keyword, value)
        if keyword not in KEYWORDS:
            raise ConninfoError(f'invalid URI query parameter: "{keyword}"\n')
        options[keyword] = value


def _find(text: str, stops: str) -> int:
    """Where the first of ``stops`` is, or the end."""
    for position, character in enumerate(text):
        if character in stops:
            return position
    return len(text)


def _decode(text: str) -> str:
    if "%" not in text:
        return text
    out = ""
    position = 0
    while position < len(text):
        character = text[position]
        if character != "%":
            out += character
            position += 1
            continue
        digits = text[position + 1 : position + 3]
        if len(digits) < 2 or digits[0] not in _HEX or digits[1] not in _HEX:
            raise ConninfoError(f'invalid percent-encoded token: "{text}"\n')
        if digits == "00":
            raise ConninfoError(f'forbidden value %00 in percent-encoded value: "{text}"\n')
        out += chr(int(digits, 16))
        position += 3
    return out
