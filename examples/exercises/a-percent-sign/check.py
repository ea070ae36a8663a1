from runtime.attempt import ended_with, expect, expect_good_end, rows

expect(ended_with() not in ("IndexError", "TypeError", "ValueError"), "psycopg2 takes the percent sign for a placeholder.")
expect_good_end()
found = [town for (town,) in rows("SELECT name FROM found ORDER BY name")]
expect(found, "No town is found.")
expect(found == ["Aachen"], f"Found: {', '.join(found)}.")
