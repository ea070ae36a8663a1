"""The same mistakes, in the words of psycopg2 and of psycopg 3"""

import psycopg
import psycopg2


def attempt(driver, call):
    try:
        return repr(call())
    except driver.Error as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0]}"


def compare(what, calls):
    print(what)
    for driver, call in zip((psycopg2, psycopg), calls):
        print(f"    {driver.__name__:8} {attempt(driver, call)}")


def connect(driver):
    return driver.connect("dbname=lab user=reader")


def lost(driver):
    """A connection whose session was ended, and that has noticed."""
    conn, other = connect(driver), connect(driver)
    other.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", [conn.info.backend_pid])
    other.close()
    attempt(driver, lambda: conn.cursor().execute("SELECT 1"))
    return conn


def after_with(driver):
    conn = connect(driver)
    with conn:
        conn.cursor().execute("SELECT 1")
    return conn.closed


def closed_cursor(driver):
    cur = connect(driver).cursor()
    cur.close()
    cur.execute("SELECT 1")


def no_rows(driver):
    cur = connect(driver).cursor()
    cur.execute("SET application_name = 'lab'")
    cur.fetchone()


drivers = psycopg2, psycopg
compare("closed, after 'with conn'", [lambda driver=driver: after_with(driver) for driver in drivers])
compare("closed, after a loss", [lambda driver=driver: lost(driver).closed for driver in drivers])
compare("cursor(), after a loss", [lambda driver=driver: lost(driver).cursor() for driver in drivers])
compare("rollback(), after a loss", [lambda driver=driver: lost(driver).rollback() for driver in drivers])
compare("a closed cursor", [lambda driver=driver: closed_cursor(driver) for driver in drivers])
compare("rows of a statement that has none", [lambda driver=driver: no_rows(driver) for driver in drivers])
