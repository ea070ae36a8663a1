"""Hosts are tried in turn: what is wrong with one is found when its turn comes, and told with what was wrong before."""

import os

import psycopg2
from observe import failure, show

PORT = os.environ["PGPORT"]
HERE = "127.0.0.1"


def connect(what, dsn):
    print(f"-- {what}")
    try:
        conn = psycopg2.connect(dsn)
    except psycopg2.Error as error:
        failure("refused", error)
    else:
        show("connected", (conn.info.host, conn.info.port == int(PORT), conn.info.error_message))
        conn.close()


connect("a wrong password ends it", f"host={HERE},{HERE} password=wrong")
connect("no database", f"host={HERE},{HERE} dbname=nosuch")
connect("no directory", "host=/nowhere port=5432")
connect("no directory, then a server", f"host=/nowhere,{HERE}")
connect("no server, then no directory", f"host={HERE},/nowhere port=1,5432")
connect("a path too long, then a server", f"host=/{'x' * 120},{HERE}")
connect("two paths too long", f"host=/{'x' * 120},/{'y' * 120} port=5432")
connect("no such host, then a server", f"host=no-such-host.invalid,{HERE}")
connect("no such host, then no server", f"host=no-such-host.invalid,{HERE} port=1")
connect("no server, then no such host", f"host={HERE},no-such-host.invalid port=1")
connect("no address, then no server", f"hostaddr=nosuch,{HERE} host=a,b port=1")
connect("no address, then a server", f"hostaddr=nosuch,{HERE} host=a,b")
connect("a name, then an address", f"hostaddr=,{HERE} host=no-such-host.invalid,b")
connect("a port that is no number", f"host={HERE},{HERE} port=x,{PORT}")
connect("a second that is no number", f"host={HERE},{HERE} port=1,x")
connect("a port that is none", f"host={HERE},{HERE} port=99999,{PORT}")
connect("a second that is none", f"host={HERE},{HERE} port=1,0")
connect("a port of odd digits", f"host={HERE} port=5_4")
connect("connect_timeout", f"host={HERE} port=1 connect_timeout=x")
connect("connect_timeout, no directory", "host=/nowhere port=5432 connect_timeout=x")
connect("connect_timeout, no directory, then a server", f"host=/nowhere,{HERE} port=5432,1 connect_timeout=x")
for option in ("keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout"):
    connect(option, f"host={HERE} port=1 {option}=x")
connect("keepalives of both", f"host={HERE},{HERE} port=1,2 keepalives=x")
connect("keepalives of a directory", "host=/nowhere port=5432 keepalives=x")
connect("no keepalives", f"host={HERE} port=1 keepalives=0 keepalives_idle=x tcp_user_timeout=x")
connect("no keepalives, but a server", f"host={HERE} keepalives=0 keepalives_idle=x")
connect("keepalives", f"host={HERE} keepalives=1 keepalives_idle=7")
connect("read-only", f"host={HERE},{HERE} target_session_attrs=read-only")
connect("standby, then no server", f"host={HERE},{HERE} port={PORT},1 target_session_attrs=standby")
connect("prefer-standby goes round twice", f"host={HERE},no-such-host.invalid port=1 target_session_attrs=prefer-standby")
connect("prefer-standby, a server", f"host={HERE},{HERE} port=1,{PORT} target_session_attrs=prefer-standby")
connect("SSL of no server", f"host={HERE} port=1 sslmode=require")
connect("no SSL", f"host={HERE},{HERE} sslmode=require")
connect("GSSAPI", f"host={HERE},{HERE} gssencmode=require")
connect("GSSAPI, no directory", f"host=/nowhere,{HERE} gssencmode=require")
