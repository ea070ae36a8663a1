"""What parse_dsn refuses of a URI, and in which words."""

from observe import attempt
from psycopg2.extensions import parse_dsn

for uri in (
    "postgresql://h?nosuch=1",
    "postgresql://h?user",
    "postgresql://h?user=a=b",
    "postgresql://h?=a",
    "postgresql://h?a&b",
    "postgresql://h?user=a&",
    "postgresql://h?&user=a",
    "postgresql://[::1",
    "postgresql://[]",
    "postgresql://[::1]x",
    "postgresql://[::1]:5x/db",
    "postgresql://%zz@h",
    "postgresql://%4@h",
    "postgresql://%00@h",
    "postgresql://h/%",
    "postgresql://h?user=%zz",
    "postgresql://h?%75ser=u",
    "postgresql://a:b:c@h",
    "postgresql://h:port",
    "postgresql:/h",
    "postgresql",
    "postgresql://h/d#x",
    "postgresql://h?ssl=false",
):
    attempt(uri, parse_dsn, uri)
