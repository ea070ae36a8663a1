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
