"""adapt(): registered adapters, base classes, protocols, __adapt__ and __conform__."""

import psycopg2
from observe import attempt, show
from psycopg2.extensions import AsIs, ISQLQuote, adapt, adapters, register_adapter


class Base:
    pass


class Child(Base):
    pass


class Conforming:
    def __conform__(self, protocol):
        return AsIs(f"conformed to {getattr(protocol, '__name__', protocol)}")


class Protocol:
    @staticmethod
    def __adapt__(value):
        return AsIs("adapted") if value == 5 else None


class Other:
    pass


attempt("unregistered", adapt, Base())
register_adapter(Base, lambda value: AsIs(f"a {type(value).__name__}"))
for value in (Base(), Child(), Conforming()):
    show(type(value).__name__, adapt(value).getquoted())
    show("  by protocol", adapt(value, ISQLQuote).getquoted())
show("registered", (Base, ISQLQuote) in adapters)
register_adapter(Child, lambda value: AsIs("the child"))
show("exact type first", adapt(Child()).getquoted())
attempt("__adapt__", lambda: adapt(5, Protocol).getquoted())
attempt("__adapt__ of another", lambda: adapt(6, Protocol))
attempt("another protocol", lambda: adapt(5, Other))
attempt("another protocol", lambda: adapt(Conforming(), Other).getquoted())
attempt("alternate", lambda: adapt(Other(), ISQLQuote, "alternate"))
attempt("a text as protocol", lambda: adapt(Conforming(), "x").getquoted())
register_adapter(Conforming, lambda value: AsIs("registered before __conform__"))
show("registered", adapt(Conforming()).getquoted())
register_adapter(int, lambda value: AsIs(f"int_{value}"))
show("int", (adapt(5).getquoted(), adapt(True).getquoted()))
cur = psycopg2.connect("").cursor()
show("in a query", cur.mogrify("%s %s %s", (5, [6], (7,))))
register_adapter(int, None)
attempt("None as adapter", adapt, 5)
register_adapter(int, 5)
attempt("a number as adapter", adapt, 5)
register_adapter(int, lambda value: None)
attempt("an adapter that returns None", lambda: adapt(5))
attempt("  in a query", cur.mogrify, "%s", (5,))
register_adapter(int, lambda value: value)
attempt("an adapter that returns the value", lambda: adapt(5))
attempt("  in a query", cur.mogrify, "%s", (5,))
attempt("nothing", adapt)
attempt("four", adapt, 1, 2, 3, 4)
attempt("register of nothing", lambda: register_adapter(Base, str) is None)
show("keys", all(isinstance(key, tuple) and key[1] is ISQLQuote for key in adapters))
show("kinds", sorted(key[0].__name__ for key in adapters if key[0].__module__ in ("builtins", "datetime")))
