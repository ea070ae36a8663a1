"""Prints what the editor knows, as JSON: psycopg2's names, as the driver describes them, and PostgreSQL's settings, as it does itself.

It runs in the engine when the site is built. `src/live/editor/names.ts` says what is printed.
"""

import inspect
import json
import re
import types

import psycopg2
import psycopg2.errorcodes
import psycopg2.tz
from psycopg2 import errors, extensions, extras, pool, sql

MODULES = (psycopg2, extensions, extras, pool, sql, errors, psycopg2.errorcodes, psycopg2.tz)
#: What calls give whose annotations do not say so, as a factory may decide.
GIVEN = {
    extensions.connection.cursor: extensions.cursor,
    extensions.connection.lobject: extensions.lobject,
    extensions.connection.xid: extensions.Xid,
    pool.SimpleConnectionPool.getconn: extensions.connection,
    pool.ThreadedConnectionPool.getconn: extensions.connection,
}
FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType)
#: Annotations that tell nothing.
UNTOLD = re.compile(r"_?Any|object|None")


def is_ours(cls):
    """Whether psycopg2 has defined the class; those of SQLSTATEs are listed apart."""
    return isinstance(cls, type) and cls.__module__.startswith("psycopg2") and cls.__module__ != "psycopg2.errors"


def public(module):
    return {name: getattr(module, name) for name in dir(module) if not name.startswith("_")}


#: By the names by which programs find them.
CLASSES = {cls: f"{module.__name__}.{name}" for module in reversed(MODULES) for name, cls in public(module).items() if is_ours(cls)}


def name_of(cls):
    return CLASSES.get(cls) or f"{cls.__module__}.{cls.__name__}".removeprefix("builtins.")


def plain(annotation):
    """As the source has it."""
    return annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))


def signature_of(call):
    """Names and defaults, of which one that stands for none is an ellipsis; and what it gives, if that tells something."""
    signature = inspect.signature(call)
    parameters = []
    for name, parameter in signature.parameters.items():
        if name == "self" or (name.startswith("_") and parameter.default is not parameter.empty):
            continue
        default = ... if type(parameter.default) is object else parameter.default
        parameters.append(parameter.replace(annotation=parameter.empty, default=default))
    text = str(signature.replace(parameters=parameters, return_annotation=signature.empty)).replace("Ellipsis", "…")
    gives = plain(signature.return_annotation)
    return text if signature.return_annotation is signature.empty or UNTOLD.fullmatch(gives) else f"{text} -> {gives}"


def function(call):
    gives = plain(getattr(call, "__annotations__", {}).get("return", ""))
    given = GIVEN.get(call) or next((cls for cls in CLASSES if cls.__name__ == gives), None)
    type_ = {"type": name_of(given)} if given else {}
    return {"kind": "function", "signature": signature_of(call), "doc": inspect.getdoc(call), **type_}


def in_module(value):
    """The entry of a name in a module; None for what is not psycopg2's own."""
    if isinstance(value, types.ModuleType):
        return None
    if isinstance(value, type):
        return {"kind": "class", "type": name_of(value)} if is_ours(value) else None
    if isinstance(value, FUNCTIONS):
        return function(value) if str(value.__module__).startswith("psycopg2") else None
    if isinstance(value, (str, int)):
        return {"kind": "constant", "value": repr(value)}
    return {"kind": "constant", "doc": inspect.getdoc(value)} if is_ours(type(value)) else {"kind": "constant"}


def module_names(module):
    names = {name: entry for name, value in public(module).items() if (entry := in_module(value))}
    if module is psycopg2:
        names |= {one.__name__.split(".")[1]: {"kind": "module", "doc": inspect.getdoc(one)} for one in MODULES[1:]}
    return names


def in_class(cls, name, value, examples):
    """The entry of what objects of the class have; None for what is private."""
    if name.startswith("_"):
        return None
    if isinstance(value, (types.FunctionType, classmethod, staticmethod)):
        return function(getattr(cls, name))
    for example in examples:
        if isinstance(example, cls):
            found = getattr(example, name)
            if is_ours(found):
                return None  # connections have the exception classes, for programs that know no module
            kind = {"type": name_of(type(found))} if is_ours(type(found)) else {}
            return {"kind": "property", "doc": inspect.getdoc(value), **kind}
    return {"kind": "property", "doc": inspect.getdoc(value)} if hasattr(value, "__get__") else None


def class_entry(cls, examples):
    members = {name: entry for name, value in sorted(vars(cls).items()) if (entry := in_class(cls, name, value, examples))}
    # A connection's parameter `async` is no name in Python any more
    made = not issubclass(cls, (BaseException, extensions.connection)) and cls.__init__ is not object.__init__
    signature = {"signature": signature_of(cls.__init__)} if made else {}
    return {"bases": [name_of(base) for base in cls.__mro__[1:-1]], "doc": inspect.getdoc(cls), "members": members, **signature}


def sqlstates():
    """The classes of psycopg2.errors, which are made when they are asked for."""
    for code in sorted({value for value in public(psycopg2.errorcodes).values() if isinstance(value, str) and len(value) == 5}):
        try:
            cls = errors.lookup(code)
        except KeyError:
            continue  # no error
        yield cls.__name__, {"sqlstate": code, "bases": [name_of(base) for base in cls.__mro__[1:-1]]}


def settings(cur):
    """As PostgreSQL describes them, but for those that only its developers use."""
    cur.execute(
        "SELECT name, vartype, unit, boot_val, context, short_desc, extra_desc, enumvals FROM pg_settings"
        " WHERE category NOT LIKE 'Developer%' ORDER BY lower(name)"
    )
    keys = ("name", "type", "unit", "default", "context", "doc", "more", "values")
    return [{key: value for key, value in zip(keys, row, strict=True) if value} for row in cur]


def main():
    conn = psycopg2.connect("dbname=lab user=reader")
    cur = conn.cursor()
    try:
        cur.execute("SELECT * FROM nowhere")
    except psycopg2.Error as error:
        raised = error
    conn.rollback()
    cur.execute("SELECT 1 AS one")
    # Of what objects have, these show the types
    examples = (conn, cur, conn.info, raised, raised.diag, cur.description[0])
    known = {
        "modules": {module.__name__: module_names(module) for module in MODULES},
        "classes": {name: class_entry(cls, examples) for cls, name in CLASSES.items()},
        "errors": dict(sqlstates()),
        "settings": settings(cur),
    }
    print(json.dumps(known, ensure_ascii=False))


main()
