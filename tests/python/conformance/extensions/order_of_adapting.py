"""Which way of adapting wins: the registered adapter of the type, ``__adapt__``, ``__conform__``, the adapter of a base."""

from observe import attempt, show
from psycopg2 import extensions
from psycopg2.extensions import AsIs, adapt


class Conforming(tuple):
    def __conform__(self, protocol):
        return AsIs("by __conform__")


class Undecided(tuple):
    def __conform__(self, protocol):
        return None


class Raising(tuple):
    def __conform__(self, protocol):
        raise ValueError("no")


class Child(Conforming):
    pass


class Adapting:
    @staticmethod
    def __adapt__(obj):
        return AsIs("by __adapt__")


class Plain(tuple):
    pass


def way(obj, *protocol):
    return str(adapt(obj, *protocol))


show("a base's adapter", adapt(Plain((1, 2))).getquoted())
show("__conform__ before it", adapt(Conforming((1, 2))).getquoted())
show("unless it gives None", adapt(Undecided((1, 2))).getquoted())
attempt("or raises", adapt, Raising())
extensions.register_adapter(Conforming, lambda obj: AsIs("registered"))
show("the type's own adapter", way(Conforming()))
show("not that of a base", way(Child()))
extensions.adapters[tuple, Adapting] = lambda obj: AsIs("registered")
for obj in ((), Plain(), Child(), 5):
    show(f"__adapt__ of {type(obj).__name__}", way(obj, Adapting))
extensions.adapters[tuple, Plain] = lambda obj: AsIs("registered")
for obj in ((), Undecided(), Child()):
    show(f"another protocol, {type(obj).__name__}", way(obj, Plain))
attempt("no way", adapt, 5, Plain)
