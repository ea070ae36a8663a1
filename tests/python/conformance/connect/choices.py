"""Options that choose among values, those of libpq 17 too: what is accepted, in which order libpq looks, and what goes with what."""

import psycopg2
from observe import attempt


def options(**kwargs):
    what = " ".join(f"{name}={value!r}" for name, value in kwargs.items())
    attempt(what, lambda: psycopg2.connect(**kwargs).closed)


for name, values in (
    ("sslnegotiation", ("postgres", "direct", "x", "")),
    ("sslcertmode", ("disable", "allow", "require", "x", "")),
    # Which the server asks for is another matter: see tests/python/server/access.py
    ("require_auth", ("!none", "!gss,!sspi", "password,scram-sha-256", "scram-sha-256,scram-sha-256", "none,none", "!md5,!md5")),
    ("require_auth", ("x", "!x", "password,", ",md5", "!", "password, md5", "PASSWORD", "password,!md5", "!password,md5")),
    ("gsslib", ("gssapi", "x")),
    ("gssdelegation", ("0", "1", "x")),
    ("load_balance_hosts", ("disable", "random", "x", "")),
    ("ssl_min_protocol_version", ("x", "TLSv1.3", "tlsv1", "")),
    ("ssl_max_protocol_version", ("x", "TLSv1", "TLSv1.3", "")),
    ("sslmode", ("x", "allow")),
    ("channel_binding", ("x", "disable")),
    ("gssencmode", ("x", "disable")),
    ("target_session_attrs", ("x", "primary", "standby")),
    ("sslrootcert", ("system",)),
):
    for value in values:
        options(**{name: value})
for mode in ("prefer", "disable"):
    options(sslnegotiation="direct", sslmode=mode)
    options(sslrootcert="system", sslmode=mode)
    options(sslcertmode="require", sslmode=mode)
options(ssl_min_protocol_version="TLSv1.3", ssl_max_protocol_version="TLSv1.2")
options(ssl_min_protocol_version="", ssl_max_protocol_version="TLSv1.1")
options(host="a,b", port="1,2,3", sslmode="x")
options(port="x", sslmode="x")
options(require_auth="x", channel_binding="x")
options(channel_binding="x", sslmode="x")
options(sslmode="x", sslnegotiation="x")
options(sslnegotiation="x", ssl_min_protocol_version="x")
options(ssl_min_protocol_version="x", sslrootcert="system", sslmode="require")
options(ssl_max_protocol_version="x", sslcertmode="x")
options(sslcertmode="x", gssencmode="x")
options(gssencmode="x", target_session_attrs="x")
options(target_session_attrs="x", load_balance_hosts="x")
options(connect_timeout="x", load_balance_hosts="x")
options(host="localhost,localhost", load_balance_hosts="random")
options(host="/tmp/" + "x" * 120 + ",localhost")
options(host="/tmp/" + "x" * 120, port="1")
for name, value in psycopg2.connect("").info.dsn_parameters.items():
    if name not in ("port", "passfile"):
        print(f"{name}: {value!r}")
