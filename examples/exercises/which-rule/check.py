from runtime.attempt import expect, expect_good_end, rows

expect_good_end()
refused = [taken for (taken,) in rows("SELECT taken FROM refused ORDER BY n")]
expect(len(refused) == 2, f"{len(refused)} rows are written down as refused, and there were two.")
expect(all(refused), "What is written down is empty.")
expect(refused[0] == "name", "The first row was refused for its name, which happens to be “email”.")
expect(refused[1] == "email", "The second row was refused for its address.")
