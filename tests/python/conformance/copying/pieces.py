"""How much of what COPY reads the server has when: messages are sent once they fill 8192 bytes, the rest with what follows."""

import psycopg2
from observe import attempt, show, state

conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("CREATE TABLE t (x text)")
conn.commit()
watcher = psycopg2.connect("")
watcher.autocommit = True
progress = watcher.cursor()


def received(least):
    """How many bytes of the file have arrived, once those have that must."""
    while True:
        progress.execute("SELECT bytes_processed FROM pg_stat_progress_copy WHERE pid = %s", (conn.info.backend_pid,))
        found = progress.fetchone()[0]
        if found >= least:
            return found


class Source:
    """Lines of ``size`` bytes; looks at the server after so many, and then gives a last one."""

    def __init__(self, size, count, least, last):
        self.line = "x" * (size - 1) + "\n"
        self.count, self.least, self.last = count, least, last
        self.asked = 0

    def read(self, size=-1):
        self.asked += 1
        if self.asked <= self.count:
            return self.line
        if self.asked > self.count + 1:
            return ""
        show(f"{self.count} lines of {len(self.line)} bytes, so many have arrived", received(self.least))
        return self.last()


def cancelled():
    conn.cancel()
    return "last\n"


def stopped():
    raise ValueError("no more")


# Of the bytes that are sent, each line is a message of five more
LINES = (2, 1, 0), (100, 70, 0), (100, 200, 15800), (8182, 3, 16364), (8192, 5, 40960), (20000, 3, 60000), (100, 400, 39500)
for size, count, least in LINES:
    attempt("whole", cur.copy_from, Source(size, count, least, lambda: "last\n"), "t")
    show("rows", cur.rowcount)
    conn.rollback()
    attempt("stopped", cur.copy_from, Source(size, count, least, stopped), "t")
    show("state", state(conn))
    conn.rollback()
attempt("cancelled", cur.copy_from, Source(100, 200, 15800, cancelled), "t")
show("state", state(conn))
conn.rollback()
