"""Nobody answers yet"""

import threading
import time

import psycopg2

DSN = "dbname=lab user=limited password=limited"
holder = psycopg2.connect(DSN)
threading.Timer(1.2, holder.close).start()

pause = 0.1
while True:
    try:
        conn = psycopg2.connect(DSN)
        break
    except psycopg2.OperationalError:
        time.sleep(pause)
        pause *= 2
print("connected")
