"""Three SQLSTATEs that end a session, and their classes"""

from psycopg2 import errors

for sqlstate in "57P01", "57P05", "25P03":
    cls = errors.lookup(sqlstate)
    print(sqlstate, cls.__name__, "is an", cls.__base__.__name__)
