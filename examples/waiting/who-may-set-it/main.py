"""Who may set deadlock_timeout?"""

import psycopg2

conn = psycopg2.connect("dbname=lab user=reader")
superuser = psycopg2.connect("dbname=lab user=postgres password=postgres")
conn.autocommit = superuser.autocommit = True
cur, admin = conn.cursor(), superuser.cursor()

for change in None, "GRANT SET ON PARAMETER deadlock_timeout TO reader":
    if change:
        admin.execute(change)
        print(change)
    try:
        cur.execute("SET deadlock_timeout = '200ms'")
        cur.execute("SHOW deadlock_timeout")
        print("deadlock_timeout:", cur.fetchone()[0])
    except psycopg2.errors.InsufficientPrivilege as error:
        print(error.diag.message_primary)

admin.execute("REVOKE SET ON PARAMETER deadlock_timeout FROM reader")
