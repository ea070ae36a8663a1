"""``_psycopg`` imported by itself, from the package's folder, as programs do that keep it elsewhere."""

import importlib.util
import sys

(folder,) = importlib.util.find_spec("psycopg2").submodule_search_locations
sys.path.insert(0, folder)
search_path = list(sys.path)
import _psycopg  # noqa: E402

print(_psycopg.__name__, "search path as before:", sys.path == search_path)
print(_psycopg.paramstyle, _psycopg.parse_dsn("dbname=lab"), _psycopg.adapt("it's").getquoted())

conn = _psycopg._connect("")
cursor = conn.cursor()
cursor.execute("SELECT 1, %s", (["a"],))
print(cursor.fetchall(), "nosuch" in dir(_psycopg), "ReplicationCursor" in dir(_psycopg))
try:
    cursor.execute("SELECT 1 / 0")
except _psycopg.Error as error:
    print(type(error), isinstance(error, _psycopg.DataError), error.pgcode, error)
conn.close()
