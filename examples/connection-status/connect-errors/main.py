"""Five ways for connect() to fail"""

import psycopg2

attempts = {
    "no such database": {"dbname": "nosuch"},
    "wrong password": {"password": "guess"},
    "nobody listens there": {"port": 1},
    "a setting's value": {"options": "-c statement_timeout=soon"},
    "a setting as keyword": {"statement_timeout": 500},
}
for what, change in attempts.items():
    try:
        psycopg2.connect(**{"dbname": "lab", "user": "reader"} | change)
    except psycopg2.Error as error:
        print(f"{what}: {type(error).__name__}, pgcode {error.pgcode}")
        print(error)
