from runtime.attempt import calls, expect, expect_good_end, limit_of, lost_sessions

expect(lost_sessions(), "No session was lost.")
slow = calls("cursor.execute", "pg_sleep")
expect(slow, "The slow question is not asked.")
limit = limit_of(slow[-1], "statement_timeout")
expect(limit is not None, "The new session has no limit: the slow question ran to its end.")
expect(limit <= 550, f"The new session has a limit of {limit:g} ms.")
expect_good_end()
