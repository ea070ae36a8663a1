"""Connection strings: keyword/value pairs, ``postgresql://`` URIs, services, ``PG*`` variables, defaults, as libpq 17 reads them.

Source of the rules: PostgreSQL's documentation, "Connection Strings"; the texts were observed.
"""

from __future__ import annotations

import os

from .options import KEYWORDS, OPTIONS, ConninfoError, renamed
from .password_file import default_path
from .service_file import read_service

_SPACE = " \t\n\r\v\f"


def parse(conninfo: str) -> dict[str, str]:
    """The options that ``conninfo`` gives, in libpq's order. Raises ConninfoError."""
    if conninfo.startswith(("postgresql://", "postgres://")):
        from .uri import parse_uri

        given = parse_uri(conninfo)
    else:
        given = _parse_keywords(conninfo)
    return {keyword: given[keyword] for keyword, _, _ in OPTIONS if keyword in given}


def _parse_keywords(text: str) -> dict[str, str]:
    given: dict[str, str] = {}
    position, end = 0, len(text)

    def skip_space(position: int) -> int:
        while position < end and text[position] in _SPACE:
            position += 1
        return position

    position = skip_space(position)
    while position < end:
        start = position
        while position < end and text[position] != "=" and text[position] not in _SPACE:
            position += 1
        name = text[start:position]
        position = skip_space(position)
        if position >= end or text[position] != "=":
            raise ConninfoError(f'missing "=" after "{name}" in connection info string\n')
        position = skip_space(position + 1)
        value = []
        if position < end and text[position] == "'":
            position += 1
            while True:
                if position >= end:
                    raise ConninfoError("unterminated quoted string in connection info string\n")
                if text[position] == "'":
                    position += 1
                    break
                if text[position] == "\\":
                    position += 1
                value.append(text[position : position + 1])
                position += 1
        else:
            while position < end and text[position] not in _SPACE:
                if text[position] == "\\":
                    position += 1
                value.append(text[position : position + 1])
                position += 1
        name, text_of_value = renamed(name, "".join(value))
        if name not in KEYWORDS:
            raise ConninfoError(f'invalid connection option "{name}"\n')
        given[name] = text_of_value
        position = skip_space(position)
    return given


def make(options: dict[str, object]) -> str:
    """``keyword=value`` pairs; a value that is empty or has a space in it is quoted."""
    return " ".join(f"{keyword}={_escape(str(value))}" for keyword, value in options.items())


def _escape(value: str) -> str:
    value = value.replace("\\", "\\\\").replace("'", "\\'")
    quoted = not value or any(character in _SPACE for character in value)
    return f"'{value}'" if quoted else value


def obscure(dsn: str) -> str:
    """``dsn`` as connections show it: rewritten with ``password=xxx`` if it holds a password."""
    try:
        options: dict[str, object] = dict(parse(dsn))
    except ConninfoError:
        return dsn
    if "password" not in options:
        return dsn
    options["password"] = "xxx"
    return make(options)


def with_defaults(given: dict[str, str]) -> dict[str, str]:
    """``given`` completed from the service that it or the environment names, the environment, the defaults. Raises ConninfoError."""
    service = given.get("service", os.environ.get("PGSERVICE"))
    if service is not None:
        given = {**read_service(service), **given}
    options = {}
    # The system's certificates vouch for a server only if its name is compared
    strict = given.get("sslrootcert", os.environ.get("PGSSLROOTCERT")) == "system"
    for keyword, variable, default in OPTIONS:
        value: str | None = given.get(keyword)
        if value is None and variable is not None:
            value = os.environ.get(variable)
        if value is None:
            value = default
            if keyword == "sslmode" and strict:
                value = "verify-full"
        if value is not None:
            options[keyword] = value
    if not options.get("user"):
        options["user"] = _system_user()
    if not options.get("dbname"):
        options["dbname"] = options["user"]
    if not options.get("password") and not options.get("passfile"):
        passfile = default_path()
        if passfile is not None:
            options["passfile"] = passfile
    # The service has given what it had to give, and is no option of the connection
    return {keyword: options[keyword] for keyword, _, _ in OPTIONS if keyword in options and keyword != "service"}


def _system_user() -> str:
    try:
        import pwd

        return pwd.getpwuid(os.geteuid()).pw_name
    except (ImportError, KeyError, AttributeError):
        return os.environ.get("USER", "postgres")
