from runtime.attempt import calls, expect, expect_good_end, fired, of_kind

steps = len(calls("cursor.execute", "pg_sleep"))
idle = of_kind("timer-armed", timer="idle_in_transaction_session_timeout")
expect(fired("transaction_timeout") or not idle or steps < 10, "All ten steps ran: that limit is for idle sessions, and this one is busy.")
expect(fired("transaction_timeout") or steps < 10, "All ten steps ran: each had a second of its own.")
expect(fired("transaction_timeout"), "It was not PostgreSQL that has ended it.")
armed = of_kind("timer-armed", timer="transaction_timeout")
expect(all(900 <= event["due"] - event["since"] <= 1100 for event in armed), "The limit is not one second.")
expect_good_end()
