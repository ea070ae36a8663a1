"""Every method of a large object, in every state that it and its connection can be in."""

import os
import tempfile

import psycopg2
from observe import state

FILE = os.path.join(tempfile.mkdtemp(), "exported")
METHODS = (
    *(("read", 2), ("read", 0), ("read",), ("write", b"12"), ("write", ""), ("write", 5)),
    *(("seek", 1), ("seek", 0, 2), ("seek", -1), ("tell",), ("truncate", 3), ("truncate",)),
    *(("export", FILE), ("close",), ("unlink",)),
)
admin = psycopg2.connect("")
admin.autocommit = True


def terminate(conn):
    admin.cursor().execute("SELECT pg_terminate_backend(%s, 2000)", (conn.info.backend_pid,))


def fail(conn, sql):
    try:
        conn.cursor().execute(sql)
    except psycopg2.Error:
        pass


def opened(conn, lo):
    pass


def closed(conn, lo):
    lo.close()


def connection_closed(conn, lo):
    conn.close()


def rolled_back_and_closed(conn, lo):
    conn.rollback()
    conn.close()


def lost(conn, lo):
    terminate(conn)


def known_to_be_lost(conn, lo):
    terminate(conn)
    fail(conn, "SELECT 1")


def failed(conn, lo):
    fail(conn, "SELECT 1/0")


def committed(conn, lo):
    conn.commit()


def in_the_next_transaction(conn, lo):
    conn.rollback()
    conn.cursor().execute("SELECT 1")


def autocommit(conn, lo):
    conn.commit()
    conn.autocommit = True


def prepared(conn, lo):
    conn.commit()
    conn.tpc_begin("a transaction")
    conn.tpc_prepare()


def reset(conn, lo):
    conn.reset()


def rolled_back_by_hand(conn, lo):
    conn.cursor().execute("ROLLBACK")


def unlinked(conn, lo):
    conn.lobject(lo.oid, "n").unlink()


def call(lo, name, arguments):
    try:
        return repr(getattr(lo, name)(*arguments))
    except (psycopg2.Error, TypeError) as error:
        return f"{type(error).__name__} {getattr(error, 'pgcode', None)} {str(error).replace(str(lo.oid), 'OID')!r}"


def is_usable(conn):
    """Whether it is as good as a new one once it is reset."""
    try:
        conn.tpc_rollback() if conn.status == psycopg2.extensions.STATUS_PREPARED else conn.reset()
    except psycopg2.Error:
        conn.close()
    return not conn.closed


def everything(situation, mode):
    print(f"-- {situation.__name__}, {mode}")
    conn = psycopg2.connect("")
    for name, *arguments in METHODS:
        if not is_usable(conn):
            conn = psycopg2.connect("")
        made = conn.lobject(0, "wb")
        made.write(b"content")
        made.close()
        conn.commit()
        lo = conn.lobject(made.oid, mode)
        situation(conn, lo)
        shown = tuple("FILE" if argument is FILE else argument for argument in arguments)
        print(f"{name}{shown}: {call(lo, name, arguments)}")
        print(f"    {state(conn)} {lo.mode} {lo.closed} {str(lo).split('; ')[1]} {lo.oid == made.oid}")
        message = conn.info.error_message
        if message and situation is not lost:
            print(f"    {message.replace(str(lo.oid), 'OID')!r}")
    if is_usable(conn):
        conn.close()


for mode in ("rwb", "rt", "w", "n"):
    everything(opened, mode)
for situation in (
    *(closed, connection_closed, rolled_back_and_closed, lost, known_to_be_lost, failed, committed, in_the_next_transaction),
    *(autocommit, prepared, reset, rolled_back_by_hand, unlinked),
):
    everything(situation, "rwb")
