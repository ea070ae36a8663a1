"""The typecasters on texts that no server writes."""

import psycopg2
from observe import attempt
from psycopg2 import extensions

for caster, texts in (
    (extensions.INTEGER, ("1", " 1 ", "+1", "1_000", "1.0", "", "x")),
    (extensions.INTEGER, ("0", "00", "04", "-010", "0x1F", " -0b11", "+0o17", "0_1", "0y", "- 1", "1__0", "\u0664")),
    (extensions.LONGINTEGER, ("1" * 30, "-1", "x", "0x1F")),
    (extensions.FLOAT, ("1", "nan", "Infinity", "-inf", "1e400", "1,5", "", "1_0")),
    (extensions.BOOLEAN, ("t", "f", "T", "F", "true", "false", "tx", "x", "", "1", "0")),
    (extensions.DATE, ("2024-02-29", "2024-2-9", "20240229", "2024-02-29 01:02:03", "infinity", "-infinity", "infinit", "2024-02")),
    (extensions.TIME, ("01:02:03", "01:02", "1:2:3", "01:02:03.5", "24:00:00", "x")),
    (extensions.PYDATETIME, ("2024-02-29 01:02:03", "2024-02-29T01:02:03", "2024-02-29", "2024-02-29 01:02", "x")),
    (extensions.PYDATETIMETZ, ("2024-02-29 01:02:03", "infinity", "-infinity", "x", "2024-02-29 x")),
    (extensions.INTERVAL, ("1 day", "1 days 1 day", "01:02:03", "1", "-1", "P1D", "1 mon 1 year", "1.5 days", "x")),
    (extensions.UNICODE, ("a", "")),
    (extensions.BYTES, ("a", "ü")),
    (extensions.INTEGERARRAY, ("{1}", "{1,2", "1,2}", "{1,}", "{", "{{}", "{{1}2}", "{1,,2}", "{,}", "{{1},2}", "{1}}")),
    (extensions.INTEGERARRAY, ("{0x1F,-0b11}", "{04}", "", "{x}", "{ 1 , 2 }", '{"1"}', "[0:1]={1,2}", "{NuLL}")),
    (extensions.UNICODEARRAY, ("{a b}", '{"a"b}', '{"a" ,"b"}', "{a\\b}", '{a"b,c"}', '{a"b"}', '{NULL,"NULL"}')),
    (extensions.UNICODEARRAY, ("{a\\,b}", "{ a, b }", "{}x", "{{a},{b}}", "{{a}")),
    (extensions.DATEARRAY, ("{2024-02-29}", "{infinity}", "{x}")),
):
    for text in texts:
        attempt(f"{caster.name} {text!r}", caster, text, None)
attempt("BINARY hex", lambda: bytes(psycopg2.BINARY("\\x00fF", None)))
attempt("BINARY escaped", lambda: bytes(psycopg2.BINARY("a\\000\\\\b\\377", None)))
attempt("BINARY odd hex", lambda: bytes(psycopg2.BINARY("\\x0", None)))
attempt("BINARY not hex", lambda: bytes(psycopg2.BINARY("\\xzz", None)))
attempt("BINARY plain", lambda: bytes(psycopg2.BINARY("plain", None)))
attempt("ROWID", psycopg2.ROWID, "5", None)
attempt("NUMBER", psycopg2.NUMBER, "5", None)
cur = psycopg2.connect("").cursor()
for text in ("2024-02-29 01:02:03+01", "2024-02-29 01:02:03-01:30", "2024-02-29 01:02:03+01:02:03", "2024-02-29 01:02:03.5+00", "infinity"):
    attempt(f"timestamptz {text}", cur.cast, 1184, text)
for text in ("01:02:03+01", "01:02:03-01:30", "01:02:03.5+00:00:30", "01:02+01", "x+01"):
    attempt(f"timetz {text}", cur.cast, 1266, text)
for text in ("\\x0", "\\x012", "\\x01zz", "\\xzz01", "\\x 01", "\\X01", "\\x01\\x02"):
    attempt(f"BINARY {text!r}", lambda text=text: bytes(psycopg2.BINARY(text, None)))
for text in ("\\1", "\\12", "\\400", "\\\\", "\\abc", "\\08"):
    attempt(f"BINARY {text!r}", lambda text=text: bytes(psycopg2.BINARY(text, None)))

# An own registration, for columns of other types
for caster in (extensions.INTEGER, extensions.FLOAT):
    extensions.register_type(extensions.new_type((25,), caster.name, caster), cur)
    cur.execute("select * from (values ('1'), ('0x1F'), (' 7')) t(a)")
    attempt(f"{caster.name} of text", cur.fetchall)

# What is no digit counts by its distance from 0, as in C
for caster, texts in (
    (extensions.PYDATE, ("2024-0:-01", "2024-01-0/", "2024-01-0A", "a024-01-01", "2024-01-1W", "24/01/02", "2024- 1-02", "2024-01-02x")),
    (extensions.PYTIME, ("01:02:03x", "01:0 2:0C3 BC", "0a:02:03", "01:02:0/", "01:02:03.5z", "010:02:03")),
    (extensions.PYTIME, ("01:02:60", "01:59:60", "01:02:60.5")),
    (extensions.PYDATETIME, ("2024-01-02T03:04:05", "2024-01-0:T03:04:05")),
    (extensions.PYDATETIME, ("2024-01-02 24:04:05", "2024-01-02 03:04:60", "2024-01-02 03:59:60")),
):
    for text in texts:
        attempt(f"{caster.name} {text!r}", caster, text, None)
