from runtime.attempt import expect, expect_good_end, of_kind, reports, rows

right = dict(rows("SELECT id, balance FROM account")) == {1: 120, 2: 80}
expect(right or not reports("40P01"), "There was a deadlock, and one of the transfers is lost.")
expect(not reports("40P01"), "Both transfers are done, but there was a deadlock on the way.")
expect(right, "The balances are not what both transfers lead to: 120 and 80.")
expect(of_kind("wait-began", on="lock"), "They did not run at the same time.")
expect_good_end()
