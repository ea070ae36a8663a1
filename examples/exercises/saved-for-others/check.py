from runtime.attempt import calls, ended_with, expect, expect_good_end, rows

expect(ended_with() != "psycopg2.InterfaceError", "Too late: nothing can be saved on a connection that is closed.")
expect(ended_with() != "psycopg2.ProgrammingError", "Autocommit cannot be switched on in the middle of a transaction, and one is open.")
expect_good_end()
expect(calls("cursor.execute", "insert"), "Nothing is inserted.")
expect(rows("SELECT entry FROM journal") == [("first",)], "Another session finds nothing: the transaction was never committed.")
