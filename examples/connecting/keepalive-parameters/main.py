"""Four parameters against a dead network"""

import psycopg2

conn = psycopg2.connect(
    "dbname=lab user=reader",
    keepalives_idle=30,  # seconds of silence until the first question
    keepalives_interval=10,  # seconds between further questions
    keepalives_count=3,  # so many without an answer, and the line is dead
    tcp_user_timeout=60_000,  # milliseconds for what was sent to be acknowledged
)
for name in "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout":
    print(name, conn.info.dsn_parameters[name])
