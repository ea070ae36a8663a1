"""statement_timeout counts the wait for a lock, too; the shorter limit fires"""

import psycopg2

holder = psycopg2.connect("dbname=lab user=reader")
holder.cursor().execute("UPDATE account SET balance = 0 WHERE id = 1")  # and no commit

for limits in (
    {"lock_timeout": "200ms"},
    {"statement_timeout": "200ms"},
    {"lock_timeout": "200ms", "statement_timeout": "600ms"},
    {"lock_timeout": "600ms", "statement_timeout": "200ms"},
):
    options = " ".join(f"-c {name}={value}" for name, value in limits.items())
    conn = psycopg2.connect("dbname=lab user=reader", options=options)
    try:
        conn.cursor().execute("UPDATE account SET balance = 1 WHERE id = 1")
    except psycopg2.OperationalError as error:
        print(options)
        print(f"    {type(error).__name__}: {error.diag.message_primary}")
        print(f"    {error.diag.context}")
    conn.close()
