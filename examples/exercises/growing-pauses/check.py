from runtime.attempt import calls, ended_with, expect, expect_good_end

attempts = calls("connect")[1:]
pauses = [float(call["text"]) for call in calls("time.sleep")]
failed = [call for call in attempts if call["raised"]]
expect(attempts, "The program does not try to connect.")
expect(len(attempts) > 1 or not failed, "It has tried once, and given up.")
expect(ended_with() is None, f"It has tried {len(attempts)} times, and given up.")
expect(len(failed) >= 2, "It waited until there was a place, and did not have to try again.")
expect(len(pauses) >= len(failed), "It does not pause between two attempts.")
growing = all(1.3 * before <= after <= 3 * before for before, after in zip(pauses, pauses[1:]))
expect(growing, "The pauses do not double.")
expect_good_end()
