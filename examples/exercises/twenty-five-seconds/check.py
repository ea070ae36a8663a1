from runtime.attempt import calls, expect, expect_good_end, limit_of, opened, reports

expect(not reports("22023"), "PostgreSQL does not know this unit, and has refused the connection.")
report = calls("cursor.execute", "pg_sleep")
expect(opened() and report, "The program does not ask for the report.")
limit = limit_of(report[0], "statement_timeout")
expect(limit is not None, "The report has no limit.")
expect(limit == 25_000, f"The limit was {limit:g} ms.")
expect_good_end()
