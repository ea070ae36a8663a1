from runtime.attempt import calls, expect, expect_good_end, fired, rows

expect_good_end()
expect(fired("idle_session_timeout"), "PostgreSQL has not ended the session.")
log = [reason for (reason,) in rows("SELECT reason FROM log")]
expect(log, "There is nothing in the log.")
expect("idle-session" in (log[-1] or "") or not calls("connection.close"), "After close() there is nothing left to be read.")
expect(log[-1], "What is in the log is empty.")
guess = "terminated abnormally" in log[-1] and "idle-session" not in log[-1]
expect(not guess, "The log has what libpq thinks: that the server may have terminated abnormally. The server has said something else.")
expect("idle-session timeout" in log[-1], "The log does not have PostgreSQL's own words.")
