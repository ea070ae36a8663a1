from runtime.attempt import ended_with, expect, expect_good_end, queries, rows

expect(ended_with() != "psycopg2.ProgrammingError", "With the first commit the cursor was gone, and the second batch could not be fetched.")
expect_good_end()
expect(len(queries("FETCH")) >= 3, "All the rows came at once: the server was not asked for them batch by batch.")
expect(rows("SELECT count(*) FROM doubled") == [(300,)], "Not all the numbers are doubled.")
expect(len(queries("COMMIT")) >= 3, "Nothing was saved until everything was done.")
