"""Seven SQLSTATEs, and the classes above each of them"""

from psycopg2 import errors

for sqlstate in "23505", "22012", "42P01", "57014", "25P02", "0A000", "0B000":
    names = [cls.__name__ for cls in errors.lookup(sqlstate).__mro__]
    print(sqlstate, " < ".join(names[: names.index("Exception")]))
