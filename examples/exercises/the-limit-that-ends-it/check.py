from runtime.attempt import calls, expect, expect_good_end, fired, lost_sessions, of_kind

report = calls("cursor.execute", "pg_sleep")
expect(report, "Your program does not ask for the report, SELECT pg_sleep(2).")
expect(not lost_sessions(), "The limit has ended the whole session. Find the one that only ends the statement.")
expect(fired("statement_timeout"), "The report has run to its end: no limit has fired.")
armed = [event["due"] - event["since"] for event in of_kind("timer-armed", timer="statement_timeout")]
expect(max(armed) >= 400, "The limit was far shorter than half a second: a number without a unit is in milliseconds.")
expect(max(armed) <= 600, "The limit was longer than half a second.")
question = calls("cursor.execute", "select 1")
expect(question, "After the report, the program asks nothing more.")
expect(question[-1]["raised"] is None, "The limit has fired, and the next question has failed: its transaction was over.")
expect_good_end()
