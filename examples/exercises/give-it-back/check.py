from runtime.attempt import ended_with, expect, expect_good_end, most_at_once, opened, rows

expect(ended_with() != "psycopg2.pool.PoolError", "After the failure nobody gave the connection back: the pool had none for the next job.")
expect_good_end()
jobs = [job for (job,) in rows("SELECT job FROM result ORDER BY job")]
expect(jobs == [1, 3, 4, 5], f"Done: {', '.join(map(str, jobs)) or 'nothing'}.")
expect(most_at_once() == 1, "There was more than one connection at the same time.")
expect(len(opened()) == 1, "A connection was opened anew: the one of the failed job is still good.")
