from runtime.attempt import calls, expect, expect_good_end, limit_of, opened

report, question = calls("cursor.execute", "pg_sleep(1.2)"), calls("cursor.execute", "pg_sleep(1.5)")
expect(report and report[0]["raised"] is None, "The report was cancelled.")
expect(question, "The next borrower's question is not asked.")
limit = limit_of(question[0], "statement_timeout")
expect(limit is not None and limit <= 1100, "The next borrower has the limit of the one before.")
expect(len(opened()) == 1, "The next borrower has got a new session: that is what a pool is to save.")
expect_good_end()
