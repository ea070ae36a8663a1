from runtime.attempt import calls, expect, expect_good_end, rows, states

expect(len(calls("cursor.execute", "update account")) >= 1, "Nobody has tried the transfer.")
right = dict(rows("SELECT id, balance FROM account")) == {1: 100, 2: 100}
apart = not states("idle in transaction")
expect(right or not apart, "Account 2 has money that nobody has paid: each statement was a transaction of its own.")
expect(right, "Account 2 has money that nobody has paid: the first half was committed before the second.")
expect(not apart, "It went well this time. But the two halves are transactions of their own, and one can be without the other.")
expect_good_end()
