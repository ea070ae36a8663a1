from runtime.attempt import calls, events, expect, expect_good_end, lost_sessions, of_kind, rows

expect(not lost_sessions(), "PostgreSQL has ended the session: it idled in its transaction for too long.")
expect(calls("time.sleep"), "The program does not think any more.")
armed = of_kind("timer-armed", timer="idle_in_transaction_session_timeout")
expect(armed and all(event["due"] - event["since"] <= 1100 for event in armed), "The limit is no longer the one that was given.")
state = None
for event in events:
    state = event["state"] if event["kind"] == "session-state" else state
    asleep = event["kind"] == "call" and event["function"] == "time.sleep"
    expect(not asleep or state == "idle", "The session lives, but its transaction stays open while the program thinks.")
expect_good_end()
expect(rows("SELECT balance FROM account WHERE id = 1") == [(90,)], "The account does not have what it should have: 90.")
