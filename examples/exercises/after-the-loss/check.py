from runtime.attempt import expect, expect_good_end, opened, rows

expect_good_end()
entries = [entry for (entry,) in rows("SELECT entry FROM journal")]
for entry in ["one", "two", "three"]:
    expect(entry in entries, f"The entry “{entry}” is missing.")
expect(len(entries) == 3, "An entry is there more than once.")
expect(len(opened()) <= 3, "More connections were opened than one after the loss.")
