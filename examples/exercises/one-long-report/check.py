from runtime.attempt import calls, expect, expect_good_end, limit_of, reports

expect(not reports("25P01"), "There was no transaction that SET LOCAL could be local to.")
expect(not reports("57014"), "The report was cancelled.")
expect_good_end()
report, count = calls("cursor.execute", "pg_sleep"), calls("cursor.execute", "count(*)")
expect(report and count, "The program does not ask for both, the report and the count.")
limit = limit_of(report[-1], "statement_timeout")
expect(limit is not None and limit <= 10_100, "The report has more than ten seconds.")
expect(limit_of(count[-1], "statement_timeout") == 1000, "The count does not have its limit of one second: the longer one goes on.")
