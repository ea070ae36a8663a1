"""What nine calls that ask for something do in each state"""

import psycopg2


def connect():
    return psycopg2.connect("dbname=lab user=reader")


def attempt(function, *arguments):
    try:
        function(*arguments)
    except psycopg2.Error as error:
        return type(error).__name__
    return "ok"


def execute(conn, statement="SELECT 1"):
    conn.cursor().execute(statement)


def ready():
    return connect()


def autocommit():
    conn = connect()
    conn.autocommit = True
    return conn


def in_transaction():
    conn = connect()
    execute(conn)
    return conn


def failed():
    conn = connect()
    attempt(execute, conn, "SELECT 1 / 0")
    return conn


other = autocommit()


def ended(conn):
    other.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", [conn.info.backend_pid])
    return conn


def lost():
    return ended(connect())


def lost_in_transaction():
    return ended(in_transaction())


def lost_and_noticed():
    conn = lost()
    attempt(execute, conn)
    return conn


def closed():
    conn = connect()
    conn.close()
    return conn


calls = {
    "poll()": lambda conn: conn.poll(),
    "tpc_recover()": lambda conn: conn.tpc_recover(),
    "get_transaction_status()": lambda conn: conn.get_transaction_status(),
    "get_parameter_status()": lambda conn: conn.get_parameter_status("server_version"),
    "get_dsn_parameters()": lambda conn: conn.get_dsn_parameters(),
    "get_backend_pid()": lambda conn: conn.get_backend_pid(),
    "isexecuting()": lambda conn: conn.isexecuting(),
    "fileno()": lambda conn: conn.fileno(),
    "info.error_message": lambda conn: conn.info.error_message,
}
for name, call in calls.items():
    print(name)
    for state in ready, autocommit, in_transaction, failed, lost, lost_in_transaction, lost_and_noticed, closed:
        conn = state()
        outcome = attempt(call, conn)
        print(f"    {state.__name__:<20} {outcome:<23} {conn.closed}/{conn.status}/{conn.get_transaction_status()}")
        conn.close()
