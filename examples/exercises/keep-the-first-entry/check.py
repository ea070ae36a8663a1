from runtime.attempt import expect, expect_good_end, fired, queries, rows

expect_good_end()
expect(fired("statement_timeout"), "The report was not cancelled.")
entries = {entry for (entry,) in rows("SELECT entry FROM journal")}
expect("no report" in entries, "The entry “no report” is not in the journal.")
expect("begun" in entries, "The entry “begun” is not in the journal: it went with the transaction.")
expect(len(queries("COMMIT")) == 1, "Both entries are there, but others could see “begun” before “no report”.")
