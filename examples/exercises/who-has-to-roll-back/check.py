from runtime.attempt import calls, expect, expect_good_end, rows

expect_good_end()
answers = dict(rows("SELECT name, answer FROM answer"))
expect(len(answers) == 3, "The three are not all asked.")
expect(answers["failed"], "The one that has failed was not found.")
expect(not answers["well"], "A transaction that is well was said to need a rollback.")
expect(not answers["idle"], "Where there is no transaction, there is nothing to roll back.")
expect(len(calls("cursor.execute", "select 1")) == 2, "The question was a statement, and has opened a transaction where there was none.")
