"""A wait for a lock under different limits"""

import psycopg2

holder = psycopg2.connect("dbname=lab user=reader")
holder.cursor().execute("UPDATE account SET balance = 0 WHERE id = 1")  # and no commit

WAIT = "UPDATE account SET balance = 1 WHERE id = 1"
WORK_THEN_WAIT = """
    WITH work AS (SELECT pg_sleep(0.4))
    UPDATE account SET balance = 1 FROM work WHERE id = 1
"""

for statement, limits in (
    (WAIT, {"lock_timeout": "200ms"}),
    (WAIT, {"statement_timeout": "200ms"}),
    (WAIT, {"lock_timeout": "200ms", "statement_timeout": "600ms"}),
    (WAIT, {"lock_timeout": "600ms", "statement_timeout": "200ms"}),
    (WORK_THEN_WAIT, {"lock_timeout": "300ms", "statement_timeout": "500ms"}),
):
    options = " ".join(f"-c {name}={value}" for name, value in limits.items())
    conn = psycopg2.connect("dbname=lab user=reader", options=options)
    try:
        conn.cursor().execute(statement)
    except psycopg2.OperationalError as error:
        print(f"{'after 0.4 s of work: ' if statement is WORK_THEN_WAIT else ''}{options}")
        print(f"    {type(error).__name__}: {error.diag.message_primary}")
        print(f"    {error.diag.context}")
    conn.close()
