"""What an error knows about itself"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()


def explain(statement):
    try:
        cur.execute(statement)
    except psycopg2.Error as error:
        print([cls.__name__ for cls in type(error).__mro__][:4])
        for field in (
            "severity",
            "sqlstate",
            "message_primary",
            "message_detail",
            "message_hint",
            "statement_position",
            "table_name",
            "constraint_name",
        ):
            value = getattr(error.diag, field)
            if value is not None:
                print(f"  {field:<18} {value}")
        conn.rollback()


explain("INSERT INTO customer VALUES (2, 'ada@example.org')")
explain("SELECT emial FROM customer")
explain("SELECT pg_sleep('soon')")
