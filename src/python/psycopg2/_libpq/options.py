"""The options of a connection that libpq 17 knows, and what is wrong with a string that should give some."""

from __future__ import annotations

import os

DEFAULT_SOCKET_DIRECTORY = "/var/run/postgresql"  # as Debian and the wheels build libpq

# keyword, environment variable, default; in libpq's order, which is the order of parse_dsn's answer.
OPTIONS: tuple[tuple[str, str | None, str | None], ...] = (
    ("service", "PGSERVICE", None),
    ("user", "PGUSER", None),
    ("password", "PGPASSWORD", None),
    ("passfile", "PGPASSFILE", None),
    ("channel_binding", "PGCHANNELBINDING", "prefer"),
    ("connect_timeout", "PGCONNECT_TIMEOUT", None),
    ("dbname", "PGDATABASE", None),
    ("host", "PGHOST", None),
    ("hostaddr", "PGHOSTADDR", None),
    ("port", "PGPORT", "5432"),
    ("client_encoding", "PGCLIENTENCODING", None),
    ("options", "PGOPTIONS", ""),
    ("application_name", "PGAPPNAME", None),
    ("fallback_application_name", None, None),
    ("keepalives", None, None),
    ("keepalives_idle", None, None),
    ("keepalives_interval", None, None),
    ("keepalives_count", None, None),
    ("tcp_user_timeout", None, None),
    ("sslmode", "PGSSLMODE", "prefer"),
    ("sslnegotiation", "PGSSLNEGOTIATION", "postgres"),
    ("sslcompression", "PGSSLCOMPRESSION", "0"),
    ("sslcert", "PGSSLCERT", None),
    ("sslkey", "PGSSLKEY", None),
    ("sslcertmode", "PGSSLCERTMODE", "allow"),
    ("sslpassword", None, None),
    ("sslrootcert", "PGSSLROOTCERT", None),
    ("sslcrl", "PGSSLCRL", None),
    ("sslcrldir", "PGSSLCRLDIR", None),
    ("sslsni", "PGSSLSNI", "1"),
    ("requirepeer", "PGREQUIREPEER", None),
    ("require_auth", "PGREQUIREAUTH", None),
    ("ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION", "TLSv1.2"),
    ("ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION", None),
    ("gssencmode", "PGGSSENCMODE", "prefer"),
    ("krbsrvname", "PGKRBSRVNAME", "postgres"),
    ("gsslib", "PGGSSLIB", None),
    ("gssdelegation", "PGGSSDELEGATION", "0"),
    ("replication", None, None),
    ("target_session_attrs", "PGTARGETSESSIONATTRS", "any"),
    ("load_balance_hosts", "PGLOADBALANCEHOSTS", "disable"),
)
KEYWORDS = frozenset(keyword for keyword, _, _ in OPTIONS)


class ConninfoError(Exception):
    """The string is not valid; the text is libpq's and ends in a newline."""


def renamed(keyword: str, value: str) -> tuple[str, str]:
    """``requiressl``, which libpq had before ``sslmode``, as that; any other option as it is."""
    if keyword == "requiressl":
        return "sslmode", "require" if value.startswith("1") else "prefer"
    return keyword, value


def home_directory() -> str | None:
    """pqGetHomeDirectory: what HOME says, or the system of its user."""
    home = os.environ.get("HOME")
    if home:
        return home
    try:
        import pwd

        return pwd.getpwuid(os.geteuid()).pw_dir or None
    except (ImportError, KeyError, AttributeError):
        return None
