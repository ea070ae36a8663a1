"""What a typecaster or a row factory finds in the cursor while a row is read: the row is counted when it is complete, or has failed."""

import psycopg2
from observe import attempt
from psycopg2.extensions import new_type, register_type

conn = psycopg2.connect("")
QUERY = "SELECT 'a' UNION ALL SELECT 'b' UNION ALL SELECT 'c'"


def look(text, cur):
    return text, cur.rownumber, cur.rowcount, cur.statusmessage, len(cur.description)


def fail_at_b(text, cur):
    if text == "b":
        raise ValueError(cur.rownumber)
    return text


class Row(list):
    def __init__(self, cur):
        super().__init__([None] * len(cur.description))
        self.made_at = cur.rownumber

    def __setitem__(self, index, value):
        super().__setitem__(index, (value, self.made_at))


for caster in (look, fail_at_b):
    for name in (None, "named"):
        for fetch in ("fetchall", "fetchmany", "fetchone", "__next__"):
            cur = conn.cursor(name)
            cur.arraysize = 3
            register_type(new_type((25,), "LOOKS", caster), cur)
            cur.execute(QUERY)
            for _ in range(4):
                attempt(f"{caster.__name__} {name} {fetch}", getattr(cur, fetch))
                print(cur.rownumber)
            cur.close()

cur = conn.cursor()
cur.row_factory = Row
for fetch in ("fetchall", "fetchone"):
    cur.execute(QUERY)
    attempt(fetch, getattr(cur, fetch))
    print(cur.rownumber)

inner = []


def fetches(text, cur):
    if not inner:
        inner.append(text)
        inner.append(cur.fetchone())
    return text


register_type(new_type((25,), "FETCHES", fetches), cur)
cur.row_factory = None
cur.execute(QUERY)
attempt("a typecaster that fetches", cur.fetchone)
print(inner, cur.rownumber)
