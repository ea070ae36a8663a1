"""The snippet corrected: it says what has failed, and whether the connection is still there"""

import psycopg2


def run(statement, options):
    connection = psycopg2.connect(dbname="lab", user="reader", options=options)
    try:
        cursor = connection.cursor()
        cursor.execute(statement)
        print("Rows:", cursor.fetchall())
        connection.commit()
    except psycopg2.errors.QueryCanceled as error:
        # Must come first: QueryCanceled is an OperationalError, too.
        print("Cancelled:", error.diag.message_primary)
        connection.rollback()
    except psycopg2.OperationalError as error:
        if connection.closed:
            print("Connection lost")
        else:
            print("Failed:", error.diag.message_primary)
            connection.rollback()
    finally:
        print("    still connected:", connection.closed == 0)
        connection.close()


holder = psycopg2.connect(dbname="lab", user="reader")
holder.cursor().execute("UPDATE account SET balance = 0 WHERE id = 1")  # and no commit

run("SELECT pg_sleep(2)", "-c statement_timeout=500")
run("SELECT balance FROM account WHERE id = 1 FOR UPDATE", "-c lock_timeout=200")
run("SELECT pg_sleep(2)", "-c transaction_timeout=500")
