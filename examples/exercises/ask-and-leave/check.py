from runtime.attempt import expect, expect_good_end, rows

expect_good_end()
answers = dict(rows("SELECT name, alive FROM answer"))
expect(answers.get("one"), "Connection one is alive, and the answer was another.")
expect(answers.get("two") is False, "Connection two is lost, and the answer was another.")
seen = [state for (state,) in rows("SELECT state FROM seen")]
expect(seen, "The question has closed the living connection.")
expect(seen == ["idle"], f"Both answers are right, and the question has left connection one {seen[0]}.")
