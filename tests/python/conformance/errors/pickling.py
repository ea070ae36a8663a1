"""Errors can be pickled and copied; what is lost on the way."""

import copy
import pickle

import psycopg2
from observe import attempt, show
from psycopg2 import errors

conn = psycopg2.connect("")
cur = conn.cursor()
try:
    cur.execute("SELECT 1/0")
except psycopg2.Error as caught:
    error = caught
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    again = pickle.loads(pickle.dumps(error, protocol))
    show(f"protocol {protocol}", (type(again).__name__, str(again), again.pgcode, again.pgerror, again.cursor, again.diag.sqlstate))
error.note = "mine"
for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
    show("with a note", (type(again).__name__, again.args, again.pgcode, getattr(again, "note", "lost"), again.diag.message_primary))
plain = psycopg2.ProgrammingError("by hand", 2)
again = pickle.loads(pickle.dumps(plain))
show("by hand", (type(again).__name__, again.args, again.pgcode, again.pgerror))
attempt("reduce", plain.__reduce__)
attempt("reduce", lambda: error.__reduce__()[:2])
attempt("setstate of None", plain.__setstate__, None)
attempt("setstate of a number", plain.__setstate__, 5)
attempt("setstate", plain.__setstate__, {"pgcode": "12345", "pgerror": "text", "other": 1})
show("state", (plain.pgcode, plain.pgerror))
for cls in (psycopg2.Warning, errors.QueryCanceled, psycopg2.extensions.QueryCanceledError, errors.lookup("40001")):
    again = pickle.loads(pickle.dumps(cls("x")))
    show("class", (f"{type(again).__module__}.{type(again).__name__}", again.args))
