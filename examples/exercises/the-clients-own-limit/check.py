from runtime.attempt import calls, expect, expect_good_end, of_kind

expect(not of_kind("timer-armed", timer="statement_timeout"), "It is the server that keeps the limit.")
ends = [call["raised"] for call in calls("cursor.execute", "pg_sleep")]
expect(len(ends) == 3, "The three questions are not asked.")
expect(ends[0] is None, "The first question was cancelled, and had time left.")
expect(ends[1] == "QueryCanceled", "The second question had longer than its limit.")
expect(ends[2] is None, "The third question was cancelled, by the timer of another.")
expect_good_end()
