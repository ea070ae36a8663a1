from runtime.attempt import calls, expect, expect_good_end, of_kind

expect(not of_kind("session-closed", reason="fatal"), "PostgreSQL has refused the connection: that is not how two settings are written.")
wait, sleep = calls("cursor.execute", "balance = 50"), calls("cursor.execute", "pg_sleep(1.5)")
expect(wait and sleep, "The program does not execute both statements.")
expect(sleep[0]["raised"] == "QueryCanceled", "The wait for the row is limited, and the second statement is not.")
expect(wait[0]["raised"] == "LockNotAvailable", "The second statement is limited, and the wait for the row has no limit of its own.")
expect_good_end()
