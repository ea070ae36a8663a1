from runtime.attempt import calls, expect, expect_good_end, opened

expect_good_end()
last = calls("cursor.execute", "select 1")
expect(last and last[-1]["raised"] is None, "The last question is not answered.")
expect(len(opened()) < 3, "A cancelled statement leaves its session as good as before. It needs no new connection.")
expect(len(opened()) == 2, "The second question has not ended the session that the first was asked in.")
