from runtime.attempt import expect, expect_good_end, of_kind, rows

expect_good_end()
sent = [event for event in of_kind("report") if event["report"]["severity"] == "NOTICE"]
expect(len(sent) == 60, f"The server has sent {len(sent)} notices, and not sixty.")
kept = [notice for (notice,) in rows("SELECT notice FROM kept ORDER BY n")]
expect(len(kept) >= 60, f"{len(kept)} of sixty notices are kept.")
expect(kept == [f"NOTICE:  step {step}" for step in range(1, 61)], f"{len(kept)} notices are kept: some of them twice.")
