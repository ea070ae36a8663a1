"""copy_from and copy_expert FROM STDIN: from text and binary files, in pieces of any size."""

import io

import psycopg2
from observe import attempt, show, state

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("CREATE TABLE t (id int, name text)")
conn.commit()


def copied(what, method, *args, **kwargs):
    attempt(what, method, *args, **kwargs)
    show("  attributes", (cur.rowcount, cur.statusmessage, cur.query, state(conn)))
    if conn.get_transaction_status() != 3:
        cur.execute("SELECT * FROM t")
        show("  rows", cur.fetchall())
    conn.rollback()


copied("text", cur.copy_from, io.StringIO("1\ta\n2\t\\N\n"), "t")
copied("bytes", cur.copy_from, io.BytesIO("1\tünï\n".encode()), "t")
copied("no last newline", cur.copy_from, io.StringIO("1\ta\n2\tb"), "t")
copied("end mark", cur.copy_from, io.StringIO("1\ta\n\\.\n2\tb\n"), "t")
copied("small pieces", cur.copy_from, io.StringIO("1\tünï\n2\tb\n"), "t", size=1)
copied("separator and null", cur.copy_from, io.StringIO("1|-\n2|x\n"), "t", "|", "-")
copied("columns", cur.copy_from, io.StringIO("b\nc\n"), "t", columns=("name",))
copied("nothing", cur.copy_from, io.StringIO(""), "t")
copied("expert", cur.copy_expert, "COPY t FROM STDIN WITH CSV", io.StringIO('1,"a,b"\n2,\n'))
copied("expert with size", cur.copy_expert, "COPY t FROM STDIN", io.StringIO("1\ta\n2\tb\n"), 2)
copied("wrong value", cur.copy_from, io.StringIO("1\ta\nx\tb\n"), "t")
copied("missing column", cur.copy_from, io.StringIO("1\n"), "t")
copied("extra column", cur.copy_from, io.StringIO("1\ta\tb\n"), "t")
copied("no such table", cur.copy_from, io.StringIO("1\ta\n"), "nosuch")
copied("no such column", cur.copy_from, io.StringIO("1\ta\n"), "t", columns=["nosuch"])
copied("size 0", cur.copy_from, io.StringIO("1\ta\n"), "t", size=0)
copied("size -1", cur.copy_from, io.StringIO("1\ta\n2\tb\n"), "t", size=-1)
copied("size None", cur.copy_from, io.StringIO("1\ta\n"), "t", size=None)


class Reader:
    def __init__(self, *answers):
        self.answers = list(answers)

    def read(self, size):
        answer = self.answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer


copied("a reader", cur.copy_from, Reader("1\ta\n", b"2\tb\n", ""), "t")
copied("a reader that fails", cur.copy_from, Reader("1\ta\n", ValueError("broken")), "t")
copied("a reader of numbers", cur.copy_from, Reader("1\ta\n", 5), "t")
copied("a reader of None", cur.copy_from, Reader("1\ta\n", None), "t")
