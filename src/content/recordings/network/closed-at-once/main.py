"""A listener that hangs up at once"""

import socket
import threading

import psycopg2

listener = socket.create_server(("127.0.0.1", 0))
port = listener.getsockname()[1]


def hang_up():
    while True:
        client, _ = listener.accept()
        client.recv(1000)
        client.close()


threading.Thread(target=hang_up, daemon=True).start()
try:
    psycopg2.connect("dbname=lab user=reader sslmode=disable", host="127.0.0.1", port=port)
except psycopg2.Error as error:
    print(type(error).__name__, error.pgcode)
    print(str(error).replace(f"port {port}", "port …"))
