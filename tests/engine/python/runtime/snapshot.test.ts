/** What one program does to its interpreter the next does not notice. */
import { beforeAll, expect, test } from 'vitest'
import { printed, run } from '../programs.ts'

/** Uses what the programs below break. */
const PROBE = `
import builtins, datetime, json, os, random, sys, time
import psycopg2, psycopg2.extensions as ext, psycopg2.extras
connection = psycopg2.connect("dbname=lab")
with connection, connection.cursor() as cursor:
    cursor.execute("select 1, 'x'::text, now() is not null")
    print(cursor.fetchone(), type(cursor).__name__, connection.status == ext.STATUS_READY, psycopg2.paramstyle)
began = time.monotonic()
time.sleep(1)
print(round(time.monotonic() - began, 1), len([1, 2]), sorted(k for k in os.environ if k.startswith("PG")), os.environ["PGUSER"])
print(json.dumps({"a": 1}), sys.getrecursionlimit(), os.getcwd(), sys.argv, sys.stdin.read() == "", datetime.date(2000, 1, 2))
print([n for n in sys.modules if n in ("mine", "helper")], "mine" in vars(builtins), sys.path[0], sys.flags.interactive)
`
let expected = ''
beforeAll(async () => {
  expected = await printed(PROBE)
  expect(expected).toContain("(1, 'x', True) cursor False pyformat")
})

test.each([
  ['builtins', 'import builtins\nbuiltins.len = lambda x: 42\nbuiltins.print = None\nbuiltins.mine = 1\ndel builtins.sorted'],
  ['time', 'import time\ntime.sleep = lambda s: None\ntime.monotonic = lambda: 5'],
  ['the streams', 'import io, sys\nsys.stdout = io.StringIO()\nsys.stderr = None\nsys.stdin = None\nsys.__stdout__ = None'],
  ['streams that are closed', 'import sys\nsys.stdout.close()\nsys.stderr.close()\nsys.stdin.close()'],
  [
    'the driver',
    'import psycopg2, psycopg2.extensions as e\npsycopg2.connect = None\ne.cursor.execute = None\ne.STATUS_READY = 9\npsycopg2.paramstyle = "no"',
  ],
  [
    "the driver's types",
    'import psycopg2.extensions as e\ne.register_type(e.new_type((25,), "T", lambda v, c: "never"))\ne.register_adapter(int, None)',
  ],
  ['a driver with a callback', 'import psycopg2.extensions as e\ne.set_wait_callback(lambda c: 1/0)'],
  [
    'the environment',
    'import os\nos.environ["PGUSER"] = "nobody"\nos.environ["PGX"] = "1"\ndel os.environ["PGHOST"]\nos.putenv("PGDATABASE", "no")',
  ],
  [
    'modules',
    'import sys, types, json\nsys.modules["mine"] = types.ModuleType("mine")\nsys.modules["random"] = None\njson.dumps = None\ndel sys.modules["json"]',
  ],
  ['the path and the folder', 'import os, sys\nsys.path[:] = ["/nowhere"]\nos.chdir("/tmp")\nsys.argv.append("x")'],
  [
    'limits and hooks',
    'import sys\nsys.setrecursionlimit(200)\nsys.excepthook = sys.unraisablehook = None\nsys.settrace(lambda *a: None)\nsys.setprofile(lambda *a: None)',
  ],
  ['exit handlers', 'import atexit\natexit.register(lambda: print("late"))\nimport os\nos._exit(0)'],
  [
    'connections that cannot be collected',
    'import psycopg2, builtins, sys\nc = psycopg2.connect("dbname=lab")\nc.cursor().execute("select 1")\nsys.kept = c',
  ],
  ['watching', 'import sys\nsys.monitoring.free_tool_id(4)'],
  ['its own main', 'import sys\nsys.modules["__main__"] = None\ndel sys.modules["os"]'],
  [
    'the server',
    'import psycopg2\nc = psycopg2.connect("user=postgres password=postgres dbname=postgres")\nc.autocommit = True\nc.cursor().execute("drop database lab")',
  ],
])('%s', async (_what, code) => {
  await run(code)
  expect(await run(PROBE)).toMatchObject({ stdout: expected, stderr: '', exception: null, exitStatus: 0 })
})

/** What each of these prints is printed in the next run, too. */
test.each([
  [
    'logging',
    `import logging, sys
print(logging.root.handlers, logging.root.level, logging.getLogger("mine").level, logging.root.manager.disable, logging.getLevelName(7))
logging.basicConfig(stream=sys.stdout, format="%(name)s %(message)s", level=logging.INFO)
logging.getLogger("mine").setLevel(5)
logging.getLogger("mine").info("told")
logging.disable(logging.CRITICAL)
logging.addLevelName(7, "SEVEN")`,
  ],
  [
    'its end',
    'import logging.handlers, sys\nm = logging.handlers.MemoryHandler(9, target=logging.StreamHandler(sys.stdout))\nm.emit(logging.makeLogRecord({"msg": "flushed", "levelno": 20}))',
  ],
  ['filters of warnings', 'import sys, warnings\nprint(len(warnings.filters))\nwarnings.warn("once")\nwarnings.simplefilter("error")'],
  ['finalizers', 'import tempfile, weakref\nclass C: pass\nc = C()\nweakref.finalize(c, print, "finalized")'],
  [
    'classes and their objects',
    `import json, socket
try: print(json.dumps(object()))
except TypeError as error: print(error)
print(hasattr(socket.socket, "mine"), json._default_encoder.ensure_ascii)
json.JSONEncoder.default = lambda self, value: "mine"
socket.socket.mine = 1
json._default_encoder.ensure_ascii = False`,
  ],
  [
    'names of tasks',
    'import asyncio\nasync def main(): print(asyncio.current_task().get_name(), asyncio.ensure_future(asyncio.sleep(0)).get_name())\nasyncio.run(main())',
  ],
  [
    'sys',
    'import sys\nprint([hasattr(sys, name) for name in ("tracebacklimit", "mine", "last_exc")], len(sys.meta_path), sys.get_int_max_str_digits())\nsys.tracebacklimit = sys.mine = 0\nsys.meta_path.clear()\nsys.set_int_max_str_digits(700)',
  ],
  [
    'what is kept in C',
    `import gc, locale, os, socket, threading, tracemalloc
print(gc.isenabled(), gc.get_threshold(), locale.setlocale(locale.LC_ALL), os.umask(0), socket.getdefaulttimeout(), threading.stack_size(), tracemalloc.is_tracing())
gc.disable()
gc.set_threshold(5)
locale.setlocale(locale.LC_ALL, "de_DE.UTF-8")
socket.setdefaulttimeout(5)
threading.stack_size(65536)
tracemalloc.start()`,
  ],
])('%s', async (_what, code) => {
  const first = await run(code)
  expect(first.stdout).not.toBe('')
  expect(first.exception).toBeNull()
  expect(await run(code)).toMatchObject({ stdout: first.stdout, stderr: first.stderr, exception: null, exitStatus: 0 })
})

test('the same seed makes the same numbers, and none is kept', async () => {
  expect(await printed('import random\nrandom.seed(1)\nprint(random.random())')).toBe('0.13436424411240122\n')
  expect(await printed('import random\nprint(random.random())')).not.toBe('0.8474337369372327\n')
})

test('warnings are told again, and files of before may be read', async () => {
  const code = 'import warnings\nwarnings.warn("careful")'
  const first = (await run(code)).stderr
  expect(first).toBe('main.py:2: UserWarning: careful\n  warnings.warn("careful")\n')
  expect((await run(code)).stderr).toBe(first)
})

test('a program may have modules of the names that ours have', async () => {
  const code = `
import os, sys
print([name for name in sys.modules if name.split(".")[0] == "runtime"])
os.makedirs("/tmp/mine", exist_ok=True)
with open("/tmp/mine/runtime.py", "w") as file: file.write("mine = True")
sys.path.insert(0, "/tmp/mine")
import runtime
print(runtime.mine)
`
  for (let i = 0; i < 2; i++) expect(await printed(code)).toBe('[]\nTrue\n')
})
