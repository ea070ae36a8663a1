"""What libpq accepts of the options that choose among values, and in which order it looks.

Source of the rules: PostgreSQL's documentation, "Parameter Key Words"; order and texts were observed with libpq 17.
"""

from __future__ import annotations

from .failure import Failed

SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
STRONG_SSL_MODES = SSL_MODES[3:]
PROTOCOLS = ("tlsv1", "tlsv1.1", "tlsv1.2", "tlsv1.3")
SESSION_ATTRS = ("any", "read-write", "read-only", "primary", "standby", "prefer-standby")
METHODS = ("password", "md5", "gss", "sspi", "scram-sha-256", "none")


def check(options: dict[str, str]) -> None:
    """Raises Failed for the first value that is none of its option's, or does not go with another's."""
    Requirement(options.get("require_auth"))
    _one_of(options, "channel_binding", ("disable", "prefer", "require"))
    _one_of(options, "sslmode", SSL_MODES)
    _one_of(options, "sslnegotiation", ("postgres", "direct"))
    mode = options["sslmode"]
    if options["sslnegotiation"] == "direct" and mode not in STRONG_SSL_MODES:
        strong = '"require", "verify-ca", or "verify-full"'
        raise Failed(f'weak sslmode "{mode}" may not be used with sslnegotiation=direct (use {strong})\n')
    if options.get("sslrootcert") == "system" and mode != "verify-full":
        raise Failed(f'weak sslmode "{mode}" may not be used with sslrootcert=system (use "verify-full")\n')
    least, most = (_protocol(options, f"ssl_{end}_protocol_version") for end in ("min", "max"))
    if least is not None and most is not None and least > most:
        raise Failed("invalid SSL protocol version range\n")
    _one_of(options, "sslcertmode", ("disable", "allow", "require"))
    _one_of(options, "gssencmode", ("disable", "prefer", "require"))
    _one_of(options, "target_session_attrs", SESSION_ATTRS)
    _one_of(options, "load_balance_hosts", ("disable", "random"))


def _one_of(options: dict[str, str], option: str, allowed: tuple[str, ...]) -> None:
    if options[option] not in allowed:
        raise Failed(f'invalid {option} value: "{options[option]}"\n')


def _protocol(options: dict[str, str], option: str) -> int | None:
    """How new a version of TLS the option names; None if none."""
    value = options.get(option)
    if not value:
        return None
    if value.lower() not in PROTOCOLS:
        raise Failed(f'invalid "{option}" value: "{value}"\n')
    return PROTOCOLS.index(value.lower())


class Requirement:
    """``require_auth``: the methods of authentication that the server may ask for, and whether it must ask for one.

    A list of methods, or of methods that are not allowed, each after a ``!``; ``none`` is that it asks for nothing.
    """

    def __init__(self, text: str | None) -> None:
        self._text = text
        self._allowed = set(METHODS)
        self._asked = False
        if text is None:
            return
        self._allowed = set()
        parts = text.split(",") if text else []
        negative = bool(parts) and parts[0].startswith("!")
        seen: set[str] = set()
        for part in parts:
            if part.startswith("!") and not negative:
                raise Failed(f'negative require_auth method "{part}" cannot be mixed with non-negative methods\n')
            if not part.startswith("!") and negative:
                raise Failed(f'require_auth method "{part}" cannot be mixed with negative methods\n')
            method = part[1:] if negative else part
            if method not in METHODS:
                raise Failed(f'invalid require_auth value: "{method}"\n')
            if method in seen:
                raise Failed(f'require_auth method "{part}" is specified more than once\n')
            seen.add(method)
        self._allowed = set(METHODS) - seen if negative else seen
        self._asked = bool(parts) and "none" not in self._allowed

    def check(self, method: str, finished: bool) -> None:
        """Raises Failed if the server may not ask for ``method``, or, with ``none``, let us in before we have ``finished``."""
        if method == "none":
            if not self._asked or finished:
                return
            reason = "server did not complete authentication"
        elif method in self._allowed:
            return
        else:
            reason = {
                "password": "server requested a cleartext password",
                "md5": "server requested a hashed password",
            }.get(method, "server requested SASL authentication")
        raise Failed(f'authentication method requirement "{self._text}" failed: {reason}\n')
