from runtime.attempt import expect, expect_good_end, of_kind, reports, rows

expect(not of_kind("wait-began", on="lock"), "It has waited for a job that a colleague has.")
expect(not reports("55P03"), "It has not waited, and it has not taken the next job either.")
expect_good_end()
done = [job for (job,) in rows("SELECT id FROM job WHERE done ORDER BY id")]
expect(done, "Nobody else can see that a job is done.")
expect(done == [3], f"Done is {', '.join(map(str, done))}, and the first free one was 3.")
