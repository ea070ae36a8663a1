"""One lock, and a limit for each of the two sessions"""

import time

import psycopg2

holder = psycopg2.connect("dbname=lab user=reader", options="-c idle_in_transaction_session_timeout=1000")
holder.cursor().execute("UPDATE account SET balance = 0 WHERE id = 1")
idle_since = time.monotonic()  # from now on the holder does something else

waiter = psycopg2.connect("dbname=lab user=reader", options="-c lock_timeout=300")
cur = waiter.cursor()
try:
    cur.execute("UPDATE account SET balance = balance + 1 WHERE id = 1")
except psycopg2.errors.LockNotAvailable as error:
    print("waiter, first try:", error.diag.message_primary)
    waiter.rollback()

cur.execute("SET LOCAL lock_timeout = 0")  # this time as long as it takes
cur.execute("UPDATE account SET balance = balance + 1 WHERE id = 1 RETURNING balance")
print(f"waiter has the row {time.monotonic() - idle_since:.0f} s after the holder's last statement")
print("the balance is", cur.fetchone()[0])
waiter.commit()

print("holder, which has not looked: closed", holder.closed)
try:
    holder.commit()
except psycopg2.OperationalError as error:
    print(f"holder, trying to commit: {type(error).__name__}, closed {holder.closed}")
