from runtime.attempt import ended_with, expect, expect_good_end, queries, reports, rows

expect(not reports("25001"), "PostgreSQL has refused it: a transaction was open.")
expect(ended_with() != "psycopg2.ProgrammingError", "Autocommit cannot be switched on in the middle of a transaction, and one is open.")
expect_good_end()
valid = "SELECT indisvalid FROM pg_index JOIN pg_class ON oid = indexrelid WHERE relname = 'journal_entry'"
expect(rows(valid) == [(True,)], "There is no such index that can be used.")
expect(queries("CREATE INDEX CONCURRENTLY"), "The index is there. But while it was made, nobody could write.")
