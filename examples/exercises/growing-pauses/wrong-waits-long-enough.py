"""Nobody answers yet"""

import threading
import time

import psycopg2

DSN = "dbname=lab user=limited password=limited"
holder = psycopg2.connect(DSN)
threading.Timer(1.2, holder.close).start()

time.sleep(2)
conn = psycopg2.connect(DSN)
print("connected")
