from runtime.attempt import expect, expect_good_end, of_kind, queries, rows

expect_good_end()
expect(queries("NOTIFY"), "Nobody sends anything.")
arrived = [event for event in of_kind("message-received") if event["summary"].startswith("Notification on news")]
listened = bool(queries("COMMIT"))
expect(arrived or not listened, "Nobody was listening yet when the word was sent.")
expect(arrived, "Nobody was listening when the word was sent: the LISTEN was never committed.")
expect(rows("SELECT word FROM heard") == [("it rains",)], "It has arrived, and nobody has read it.")
