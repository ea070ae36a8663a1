"""Several hosts and ports, hostaddr, and target_session_attrs."""

import os

import psycopg2
from observe import attempt, show

port = os.environ["PGPORT"]


def connected(what, **kwargs):
    try:
        conn = psycopg2.connect(**kwargs)
    except psycopg2.Error as error:
        show(what, str(error).replace(f"port {port} ", "port 5432 "))
    else:
        parameters = conn.get_dsn_parameters()
        show(what, (conn.info.host, str(conn.info.port) == port, parameters["host"], parameters.get("hostaddr")))
        conn.close()


connected("a name", host="localhost")
connected("a number", host="127.0.0.1")
connected("hostaddr", hostaddr="127.0.0.1", host="anything")
connected("the second port", host="127.0.0.1,127.0.0.1", port=f"1,{port}")
connected("one port for all", host="127.0.0.1,localhost", port=port)
connected("no server at all", host="127.0.0.1,127.0.0.1", port="1,2")
connected("the wrong password ends it", host="127.0.0.1,127.0.0.1", port=f"{port},{port}", password="wrong")
connected("too many ports", host="127.0.0.1", port="1,2,3")
connected("read-write", target_session_attrs="read-write")
connected("primary", target_session_attrs="primary")
connected("read-only", host="127.0.0.1", target_session_attrs="read-only")
connected("standby", host="127.0.0.1", target_session_attrs="standby")
connected("prefer-standby", host="127.0.0.1", target_session_attrs="prefer-standby")
for address in ("nosuch", "999.1.1.1", "1.2.3.4.5", "::g", "abc"):
    attempt(f"hostaddr {address}", psycopg2.connect, hostaddr=address)
