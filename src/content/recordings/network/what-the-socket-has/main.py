"""The keepalives of a connection, as the kernel has them"""

import socket

import psycopg2


def show(name, **parameters):
    conn = psycopg2.connect("dbname=lab user=reader", **parameters)
    with socket.socket(fileno=conn.fileno()) as line:
        option = {
            "keepalive": line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE),
            "idle": line.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE),
            "user_timeout": line.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT),
        }
        line.detach()  # it is psycopg2's
    print(name, option)


show("as it comes:", host="127.0.0.1")
show("with parameters:", host="127.0.0.1", keepalives_idle=30, tcp_user_timeout=60_000)
with open("/proc/sys/net/ipv4/tcp_retries2") as file:
    print("repeats of what was sent:", file.read().strip())
