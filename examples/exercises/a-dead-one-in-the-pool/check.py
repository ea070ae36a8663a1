from runtime.attempt import expect, expect_good_end, opened, rows

expect_good_end()
expect(rows("SELECT entry FROM journal ORDER BY entry") == [("one",), ("two",)], "The entries are not both there, once each.")
expect(len(opened()) <= 3, "Living connections were replaced, too: a pool is to save just that.")
