"""Every setting of the server whose name ends in timeout, as a new session has it"""

import psycopg2

cur = psycopg2.connect("dbname=lab user=reader").cursor()
cur.execute("SELECT name, unit, boot_val, context FROM pg_settings WHERE name LIKE '%timeout' ORDER BY name")
for row in cur:
    print("{:<37} {:<3} {:<6} {}".format(*row))
