"""What Python can do with any object of the driver: compare, hash, copy, pickle, refer weakly, give it attributes."""

import copy
import decimal
import operator
import pickle
import weakref

import psycopg2
from observe import attempt, refused, show
from psycopg2 import extensions as ext

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("SELECT 1 AS a")
column = cur.description[0]
objects = {
    "connection": conn,
    "cursor": cur,
    "lobject": conn.lobject(),
    "info": conn.info,
    "xid": conn.xid(1, "a", "b"),
    "notify": ext.Notify(1, "a"),
    "column": column,
    "typecaster": psycopg2.STRING,
    "diagnostics": psycopg2.Error().diag,
    "protocol": ext.ISQLQuote(1),
    "as it is": ext.AsIs(1),
    "text": ext.QuotedString("a"),
    "binary": ext.Binary(b"a"),
    "int": ext.Int(1),
    "float": ext.Float(1.0),
    "boolean": ext.Boolean(True),
    "list": ext.adapt([1]),
    "date": psycopg2.Date(2020, 1, 2),
    "decimal": ext.adapt(decimal.Decimal(1)),
}
for name, thing in objects.items():
    print(name)
    refused("  an attribute", setattr, thing, "unknown", 1)
    refused("  a weak reference", weakref.ref, thing)
    show("  hashed", type(thing).__hash__ is not None and thing is not psycopg2.STRING)
    if thing is column:
        show("  copied", [made == thing for made in (copy.copy(thing), copy.deepcopy(thing))])
        continue
    attempt("  copy", copy.copy, thing)
    attempt("  deepcopy", copy.deepcopy, thing)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        attempt(f"  pickle {protocol}", pickle.dumps, thing, protocol)


class Text(ext.QuotedString):
    """One that says how it is pickled."""

    def __reduce__(self):
        return Text, (self.adapted,)


show("a subclass", pickle.loads(pickle.dumps(Text("b"))).adapted)  # noqa: S301
attempt("attributes of a subclass", lambda: vars(Text("c")))
attempt("a subclass of typecasters", type, "Caster", (type(psycopg2.STRING),), {})
refused("a column hashed", hash, column)

others = {
    "notify": ext.Notify(1, "a"),
    "with a payload": ext.Notify(1, "a", "p"),
    "column": column,
    "None": None,
    "text": "a",
    "number": 1,
    "list": [1, "a"],
    "pair": (1, "a"),
    "tuple": tuple(column),
    "large": 2**70,
}
for thing in (ext.Notify(1, "a"), column, ext.INTEGER):
    for name, other in others.items():
        if thing is ext.INTEGER and isinstance(other, (ext.Notify, ext.Column)):
            continue  # in words of int() that name the type
        for compare in (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge):
            attempt(f"{type(thing).__name__} {compare.__name__} {name}", compare, thing, other)
