"""Every public name of every public module, and of every class: kinds, homes, bases, parameters where psycopg2 is written in Python."""

import importlib
import inspect
import types

import psycopg2

MODULES = (
    *("psycopg2", "psycopg2._psycopg", "psycopg2.errorcodes", "psycopg2.errors", "psycopg2.extensions", "psycopg2.extras"),
    *("psycopg2.pool", "psycopg2.sql", "psycopg2.tz"),
)
#: Where some of what is in extras is from.
HOMES = {"_ipaddress": ("register_ipaddress",), "_json": ("Json", "register_json"), "_range": ("Range", "RangeCaster", "register_range")}
#: What an object can do that others cannot: whether a class has a method of its own for it.
ABILITIES = (
    *("add", "bool", "call", "contains", "delitem", "enter", "eq", "exit", "ge", "getitem", "getstate", "gt", "hash", "iter", "le", "len"),
    *("lt", "mul", "ne", "next", "reduce", "repr", "setitem", "setstate", "str"),
)
#: The classes of extensions that are not written in C.
IN_PYTHON = ("NoneAdapter", "SQL_IN")


def is_public(name):
    return not name.startswith("_")


def parameters(function):
    """Names, kinds and defaults, but of those that are nobody else's business."""
    signature = inspect.signature(function)
    public = [parameter for name, parameter in signature.parameters.items() if is_public(name)]
    plain = [parameter.replace(annotation=parameter.empty) for parameter in public]
    return str(signature.replace(parameters=plain, return_annotation=signature.empty))


def is_in_c(cls):
    return cls.__module__ in ("psycopg2", "psycopg2._psycopg") or cls.__module__ == "psycopg2.extensions" and cls.__name__ not in IN_PYTHON


def kind(value):
    if isinstance(value, type):
        return "class"
    if isinstance(value, types.ModuleType):
        return f"module {value.__name__}"
    if isinstance(value, (types.FunctionType, types.BuiltinFunctionType)):
        return "function"
    return type(value).__name__


def show_module(module):
    print(module.__name__)
    for name in filter(is_public, dir(module)):
        value = getattr(module, name)
        what = kind(value)
        if what in ("class", "function"):
            what += f" {value.__module__}.{value.__qualname__}"
        if what.startswith("function psycopg2.") and value.__module__ != "psycopg2._psycopg":
            what += parameters(value)
        # Of SQLSTATEs there are as many as there were in PostgreSQL at the time
        if what != f"class psycopg2.errors.{name}" and not (module.__name__ == "psycopg2.errorcodes" and what == "str"):
            print(f"  {name}: {what}")


def home_of(name, cls):
    return next((base for base in cls.__mro__ if name in vars(base)), object)


def show_class(cls):
    print(f"{cls.__module__}.{cls.__qualname__}: {', '.join(f'{base.__module__}.{base.__qualname__}' for base in cls.__mro__[1:])}")
    print("  can", *(name for name in ABILITIES if home_of(f"__{name}__", cls) is not object))
    names = [name for name in dir(cls) if is_public(name) and home_of(name, cls).__module__.startswith("psycopg2")]
    print("  has", *names)
    for name in ("__init__", "__new__", *names):
        home = home_of(name, cls)
        found = vars(home)[name]
        if home.__module__.startswith("psycopg2") and not is_in_c(home) and hasattr(found, "__get__"):
            bound = getattr(cls, name)
            print(f"  {type(found).__name__} {name}{parameters(bound) if callable(bound) else ''}")


for home, names in HOMES.items():
    module = importlib.import_module(f"psycopg2.{home}")
    print(module.__name__, *(f"{name} {getattr(module, name).__module__}" for name in names))
modules = [importlib.import_module(name) for name in MODULES]
for module in modules:
    show_module(module)
values = [getattr(module, name) for module in modules for name in filter(is_public, dir(module))]
classes = {type(psycopg2.NUMBER), *(value for value in values if isinstance(value, type))}
for cls in sorted(classes, key=lambda cls: (cls.__module__, cls.__qualname__)):
    if cls.__module__.startswith("psycopg2") and cls.__module__ != "psycopg2.errors":
        show_class(cls)
