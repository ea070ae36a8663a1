from runtime.attempt import expect, expect_good_end, fired, of_kind, reports

expect(of_kind("wait-began", on="lock"), "It has not waited at all.")
both = of_kind("timer-armed", timer="lock_timeout")
expect(not fired("statement_timeout") or not both, "Both limits are there, and statement_timeout was the quicker one.")
expect(not fired("statement_timeout"), "The program believes that the statement was slow, and it was waiting all the time.")
expect(fired("lock_timeout"), "Nothing has ended the wait.")
expect(both[0]["due"] - both[0]["since"] <= 350, "It has waited for longer than 0.3 s.")
expect(of_kind("timer-armed", timer="statement_timeout"), "A slow statement has no limit any more.")
expect(reports("55P03"), "The wait did not end by LockNotAvailable.")
expect_good_end()
