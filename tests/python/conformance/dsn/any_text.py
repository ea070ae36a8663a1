"""Connection strings put together by chance: what each says, or why it says nothing."""

import random

from observe import attempt
from psycopg2.extensions import parse_dsn

WORDS = ["host", "port", "user", "dbname", "options", "foo", "service", "sslmode", "a", "1", "é", "\xa0", "\x1f"]
MARKS = ["=", "=", "=", "'", "\\", " ", " ", "\t", "\n", "\x0b", "\x0c", "'a b'", "\\'", "= '", "' "]
PARTS = [
    "u",
    "h",
    ":",
    "@",
    "/",
    "?",
    "&",
    "=",
    "%41",
    "%",
    "%4",
    "%zz",
    "%00",
    "[::1]",
    "[",
    "]",
    ",",
    "5",
    "ssl=true",
    "%ff",
    "é",
    " ",
    "#",
    "user=a",
]

generator = random.Random(5)
for _ in range(120):
    text = "".join(generator.choice(generator.choice((WORDS, MARKS))) for _ in range(generator.randrange(9)))
    attempt(repr(text), parse_dsn, text)
for _ in range(160):
    text = generator.choice(("postgresql://", "postgres://")) + "".join(generator.choice(PARTS) for _ in range(generator.randrange(8)))
    attempt(repr(text), parse_dsn, text)
for other in (
    b"host=a",
    b"host=\xff x",
    b"postgres://\xff:%zz\xff",
    b"\xff",
    b"postgresql://\xff",
    None,
    5,
    ["host=a"],
    "a\0=b",
    "host=\ud800",
):
    attempt(repr(other), parse_dsn, other)
