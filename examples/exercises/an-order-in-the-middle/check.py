from runtime.attempt import expect, expect_good_end, queries, rows

expect_good_end()
amounts = [amount for (amount,) in rows("SELECT amount FROM orders ORDER BY amount")]
expect(10 in amounts, "The order of 10 is lost.")
expect(20 in amounts, "The order of 20 is not saved.")
expect(len(queries("COMMIT")) == 1, "Both orders are saved, but not at the same moment.")
