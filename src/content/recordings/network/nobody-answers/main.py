"""A listener that accepts and says nothing"""

import socket
import time

import psycopg2

silent = socket.create_server(("127.0.0.1", 0))
address = {"host": "127.0.0.1", "port": silent.getsockname()[1]}

for seconds in 1, 2:
    began = time.monotonic()
    try:
        psycopg2.connect("dbname=lab user=reader", connect_timeout=seconds, **address)
    except psycopg2.Error as error:
        print(f"connect_timeout={seconds}: {type(error).__name__} after {time.monotonic() - began:.0f} s, pgcode {error.pgcode}")
        print(str(error).replace(f"port {address['port']}", "port …"))
