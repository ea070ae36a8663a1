from runtime.attempt import expect, expect_good_end, queries, rows

expect_good_end()
attempts = [got_in for (got_in,) in rows("SELECT got_in FROM attempt ORDER BY n")]
expect(len(attempts) == 2, "Nobody has tried to get in twice, between the steps and after them.")
expect(not attempts[0], "Between the steps another worker got in.")
expect(len(queries("COMMIT")) >= 4, "The first step was not committed before the second: a crash would lose it.")
expect(attempts[1], "Both steps are done, and the others are still locked out.")
expect(rows("SELECT n FROM step ORDER BY n") == [(1,), (2,)], "The two steps are not both done.")
