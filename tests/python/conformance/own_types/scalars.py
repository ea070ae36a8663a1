"""Scalars as other libraries have them: adapted as they are registered, or not at all."""

import decimal
import enum
import fractions

import psycopg2
from observe import attempt, show
from psycopg2.extensions import AsIs, Float, ISQLQuote, adapt, adapters, register_adapter
from psycopg2.extras import Json


class int64:
    """As a number of an array library: no int, but one can be made of it."""

    def __init__(self, value):
        self.value = value

    def __int__(self):
        return int(self.value)

    __index__ = __int__

    def __float__(self):
        return float(self.value)

    def __repr__(self):
        return f"int64({self.value})"

    def __str__(self):
        return str(self.value)


class float64(float):
    """As numpy's: a float by birth."""

    def __repr__(self):
        return f"np.float64({super().__repr__()})"


class Int(int):
    def __repr__(self):
        return f"Int({super().__repr__()})"

    __str__ = __repr__


class Text(str):
    def __str__(self):
        return "other"


class Money(decimal.Decimal):
    pass


class Color(enum.Enum):
    RED = "r"


class Level(enum.IntEnum):
    HIGH = 3


class Flags(enum.IntFlag):
    A = 1
    B = 2


class StrEnum(str, enum.Enum):
    A = "a'"


class Bytes(bytes):
    pass


class List(list):
    pass


conn = psycopg2.connect("")
cur = conn.cursor()
attempt("not registered", cur.mogrify, "%s", (int64(5),))
for value in (
    float64(1.5),
    float64("nan"),
    Int(5),
    Int(-5),
    Text("it's"),
    Money("1.50"),
    Level.HIGH,
    Flags.A | Flags.B,
    StrEnum.A,
    Bytes(b"a"),
    List([1, 2]),
    True,
):
    attempt(f"subclass {type(value).__name__}", cur.mogrify, "%s", (value,))
for value in (Color.RED, fractions.Fraction(1, 2), 1j, range(3), {1}, frozenset(), iter([]), object, print, Ellipsis, NotImplemented):
    attempt(f"{type(value).__name__}", cur.mogrify, "%s", (value,))
register_adapter(int64, AsIs)
register_adapter(float64, lambda value: AsIs(float.__repr__(value)))
register_adapter(Color, lambda color: adapt(color.value))
register_adapter(fractions.Fraction, lambda value: adapt(float(value)))
register_adapter(dict, Json)
for value in (int64(5), float64(1.5), Color.RED, fractions.Fraction(1, 2), [int64(1), int64(2)], (Color.RED, int64(2)), {"a": 1}):
    attempt(f"registered {value!r}", cur.mogrify, "%s", (value,))
cur.execute("SELECT %s, %s", (int64(7), Color.RED))
show("through the server", cur.fetchone())


class Broken:
    def __init__(self, value):
        pass

    def getquoted(self):
        raise ZeroDivisionError("no literal")


class NoBytes(Broken):
    def getquoted(self):
        return "text"


class Number(Broken):
    def getquoted(self):
        return 5


for adapter in (Broken, NoBytes, Number, lambda value: None, lambda value: "x"):
    register_adapter(complex, adapter)
    attempt("adapted", cur.mogrify, "%s", (1j,))
    if adapter is not Number:  # psycopg2 then reads memory that is not its own
        attempt("in a list", cur.mogrify, "%s", ([1j],))
del adapters[complex, ISQLQuote]
attempt("forgotten", cur.mogrify, "%s", (1j,))
register_adapter(int, lambda value: AsIs(f"<{value}>"))
attempt("int replaced", cur.mogrify, "%s %s %s", (1, True, [2]))
register_adapter(int, psycopg2.extensions.Int)
attempt("and back", cur.mogrify, "%s", (1,))
register_adapter(type(None), lambda value: AsIs("DEFAULT"))
attempt("None", cur.mogrify, "%s %s", (None, [None]))
attempt("Float of such", lambda: Float(int64(5)).getquoted())
