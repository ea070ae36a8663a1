from runtime.attempt import expect, expect_good_end, rows

expect_good_end()
prepared = [gid for (gid,) in rows("SELECT gid FROM pg_prepared_xacts ORDER BY gid")]
expect(not prepared, f"Still prepared, with all their locks: {', '.join(prepared)}.")
entries = [entry for (entry,) in rows("SELECT entry FROM journal ORDER BY entry")]
expect("draft 8" not in entries, "The draft was committed.")
expect(entries == ["transfer 7", "transfer 9"], "A transfer is lost.")
