"""Three open transactions, and what VACUUM can remove beside each of them"""

import re

import psycopg2

other = psycopg2.connect("dbname=lab user=reader")
other.autocommit = True  # VACUUM does not run in a transaction
cur = other.cursor()

for level, statement in (
    ("READ COMMITTED", "SELECT balance FROM account WHERE id = 1"),
    ("REPEATABLE READ", "SELECT balance FROM account WHERE id = 1"),
    ("READ COMMITTED", "UPDATE account SET balance = 50 WHERE id = 1"),
):
    conn = psycopg2.connect("dbname=lab user=reader")
    conn.set_session(isolation_level=level)
    conn.cursor().execute(statement)  # and no commit

    cur.execute("UPDATE account SET balance = balance + 1 WHERE id = 2")  # leaves an old version of the row
    other.notices.clear()
    cur.execute("VACUUM (VERBOSE) account")
    kept = re.search(r"(\d+) are dead but not yet removable", "".join(other.notices))[1]
    print(f"{level}, {statement.split()[0]}: old versions that must stay: {kept}")
    conn.rollback()
