from runtime.attempt import expect, expect_good_end, rows

expect_good_end()
((balance,),) = rows("SELECT balance FROM account WHERE id = 1")
expect(balance != 70, "70 are left: the other's withdrawal is lost.")
expect(balance != 50, "50 are left: our withdrawal was not made.")
expect(balance == 20, f"{balance} are left, and not 20.")
