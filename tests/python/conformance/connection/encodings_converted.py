"""Encodings that the server converts: set, asked for at the start, and what cannot be converted."""

import io
import os

import psycopg2
from observe import attempt, show
from psycopg2 import extensions

ASKED = "SELECT length('é'), current_setting('client_encoding')"


def started(dsn="", **options):
    with psycopg2.connect(dsn, **options) as conn, conn.cursor() as cur:
        cur.execute(ASKED)
        return conn.encoding, conn.info.parameter_status("client_encoding"), cur.fetchone()


for name in ("LATIN1", "latin9", "WIN1252", "SJIS", "EUC_KR", "EUC_JIS_2004", "EUC_TW", "GB18030", "auto"):
    attempt("started with " + name, started, client_encoding=name)
attempt("options", started, options="-c client_encoding=LATIN1")
os.environ["PGCLIENTENCODING"] = "LATIN9"
attempt("environment", started)
attempt("  what is passed wins", started, "client_encoding=WIN1252")
del os.environ["PGCLIENTENCODING"]

conn = psycopg2.connect("")
cur = conn.cursor()
TEXTS = {
    "LATIN1": "é",
    "LATIN9": "€",
    "WIN1252": "€",
    "KOI8R": "Ж",
    "KOI8-U": "Ґ",
    "WIN1251": "Ж",
    "ISO_8859_7": "Ω",
    "SJIS": "表\\'",
    "EUC_JP": "日本",
    "SHIFT_JIS_2004": "か゚",
    "EUC_KR": "한글",
    "UHC": "똠",
    "BIG5": "功",
    "GBK": "一",
    "GB18030": "𠀀",
}
for name, text in TEXTS.items():
    conn.set_client_encoding(name)
    cur.execute("SELECT %s, %s::text[], length(%s)", (text, [text, "a"], text))
    show(name, (conn.encoding, cur.query))
    attempt("  fetched", cur.fetchone)
    with conn.cursor("named") as named:
        named.execute("SELECT %s", (text,))
        show("  named", named.fetchone())
    copied = io.BytesIO()
    cur.copy_expert(f"COPY (SELECT convert_from('\\x{text.encode().hex()}', 'UTF8')) TO STDOUT", copied)
    show("  copied", copied.getvalue())
    cur.execute(f"DO $$ BEGIN RAISE NOTICE '{text.translate({39: None})}'; END $$")
    show("  notice", conn.notices.pop())
    attempt("  error", cur.execute, f'SELECT "{text}"')
    conn.rollback()

conn.set_client_encoding("LATIN1")
show("adapted", (cur.mogrify("%s", ("é",)), extensions.QuotedString("é").getquoted()))
attempt("no such character in Python's codec", cur.execute, "SELECT %s", ("€",))
conn.rollback()
attempt("no such character in the client's encoding", cur.execute, "SELECT chr(8364)")
conn.rollback()
conn.set_client_encoding("WIN1252")
attempt("no such character in the client's bytes", cur.execute, b"SELECT '\x81'")
conn.rollback()
conn.set_client_encoding("EUC_KR")
attempt("no characters at all", cur.execute, b"SELECT '\xb0 '")
conn.rollback()
cur.execute("CREATE TEMP TABLE t (x text)")
attempt("COPY of no characters", cur.copy_expert, "COPY t FROM STDIN", io.BytesIO(b"a\n\xb0 \n"))
conn.rollback()
conn.set_client_encoding("UTF8")
attempt("convert_from", cur.execute, r"SELECT convert_from('\xa1', 'EUC_KR')")
conn.rollback()
attempt("convert_to", cur.execute, "SELECT convert_to('€', 'LATIN1')")
conn.rollback()
attempt("COPY with an encoding", cur.copy_expert, "COPY (SELECT '€') TO STDOUT (ENCODING 'LATIN1')", io.BytesIO())
conn.rollback()
attempt("no conversion", conn.set_client_encoding, "MULE_INTERNAL")
conn.rollback()
cur.execute("SET client_encoding TO 'KOI8R'")
cur.execute(b"SELECT '\xf6'")
show("set by a statement", (conn.encoding, conn.info.parameter_status("client_encoding")))
attempt("  decoded as before", cur.fetchone)
conn.reset()
show("reset", conn.encoding)
conn.close()
