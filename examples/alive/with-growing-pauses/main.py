"""connect(), again and again, with pauses that grow"""

import threading
import time

import psycopg2

DSN = "dbname=lab user=limited password=limited"  # a role that may have one connection


def connect_patiently(patience=30.0, pause=0.5, longest=10.0):
    """Connect, trying again for `patience` seconds. The last failure is raised."""
    give_up = time.monotonic() + patience
    attempt = 1
    while True:
        try:
            conn = psycopg2.connect(DSN, connect_timeout=5)
        except psycopg2.OperationalError as error:
            print(f"attempt {attempt}:", str(error).split("FATAL:  ")[-1].strip())
            if time.monotonic() + pause > give_up:
                raise
        else:
            print(f"attempt {attempt}: connected")
            return conn
        time.sleep(pause)  # elsewhere: pause * random.uniform(0.5, 1)
        pause = min(2 * pause, longest)
        attempt += 1


holder = psycopg2.connect(DSN)
threading.Timer(2.5, holder.close).start()
connect_patiently()
