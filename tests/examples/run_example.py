"""Run a program as ``python3 main.py`` would, and write down the exception that ended it.

Usage: run_example.py PROGRAM REPORT. REPORT gets ``{"type", "message"}`` or ``null`` as JSON.
The message is kept exactly, with its trailing newline, which the printed traceback alone would not tell for certain.
"""

import json
import sys
import types

program, report = sys.argv[1:]
sys.argv = [program]
main = types.ModuleType("__main__")
main.__file__ = program
sys.modules["__main__"] = main


def finish(exception):
    found = None
    if exception is not None:
        kind = type(exception)
        name = kind.__qualname__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__qualname__}"
        found = {"type": name, "message": str(exception)}
    with open(report, "w", encoding="utf-8") as file:
        json.dump(found, file)


try:
    with open(program, encoding="utf-8") as file:
        code = compile(file.read(), program, "exec")
    exec(code, main.__dict__)
except SystemExit:
    finish(None)
    raise
except BaseException as exception:
    finish(exception)
    # Leave out this file's own frame: the traceback then begins in the program, as it does for `python3 main.py`.
    exception = exception.with_traceback(exception.__traceback__.tb_next)
    sys.excepthook(type(exception), exception, exception.__traceback__)
    sys.exit(1)
else:
    finish(None)
