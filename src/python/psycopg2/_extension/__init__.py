"""What every part of psycopg2's C extension has: arguments, attributes, exceptions, constants, signals."""
