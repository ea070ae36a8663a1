"""Which submodules `import psycopg2` brings with it, and that the others are missed until they are imported themselves."""

import importlib
import sys

import psycopg2

NAMES = ("errors", "extensions", "errorcodes", "extras", "pool", "sql", "tz")

for name in NAMES:
    try:
        print(name, type(getattr(psycopg2, name)).__name__)
    except AttributeError as error:
        print(error)
for name in NAMES:
    module = importlib.import_module(f"psycopg2.{name}")
    found = getattr(psycopg2, name)
    spec = found.__spec__
    print(found is module is sys.modules[f"psycopg2.{name}"], spec.name, spec.origin == found.__file__, found.__package__)
