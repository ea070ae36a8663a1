from runtime.attempt import expect, expect_good_end, rows

expect_good_end()
prepared = [gid for (gid,) in rows("SELECT gid FROM pg_prepared_xacts")]
balance = rows("SELECT balance FROM account WHERE id = 1")
expect(balance == [(100,)], "The withdrawal is committed: there is nothing left to decide.")
expect(prepared, "Nothing is prepared: the withdrawal has gone with its session.")
expect(prepared == ["transfer 1"], f"What is prepared is called {prepared[0]}.")
