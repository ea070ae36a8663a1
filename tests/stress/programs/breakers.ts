/**
 * Programs that try to break the page, by family: some written one by one, most of them one of several things done in one of several places.
 * Each must end with a word, by itself or by Stop, and the next program must run as ever. They harm nothing but the engine they run in. What
 * brings down a browser, CPython or PGlite by itself is left out: recursion through C in browsers whose own stack overflows first, and memory
 * that is taken until the machine has none.
 */
import { crossed } from './crossed.ts'

const CONNECT = 'import psycopg2\nconn = psycopg2.connect("dbname=lab user=reader")\ncur = conn.cursor()\n'
const SUPERUSER = `${CONNECT.replace('user=reader', 'user=postgres password=postgres')}conn.autocommit = True\n`
const sql = (connect: string, ...statements: readonly string[]) =>
  `${connect}for statement in ${JSON.stringify(statements)}:\n    cur.execute(statement)\nprint("survived")\n`

export const BREAKERS: Readonly<Record<string, readonly string[]>> = {
  'loops without end': [
    'while True: pass',
    'while True:\n    try:\n        while True: pass\n    except BaseException: pass',
    'import itertools\nfor _ in itertools.count(): pass',
    'sum(iter(int, 1))',
    'class Endless:\n    def __del__(self):\n        while True: pass\nEndless()',
    'import atexit\n@atexit.register\ndef on():\n    while True: pass',
    'try:\n    1 / 0\nfinally:\n    while True: pass',
    'class Endless:\n    def __str__(self):\n        while True: pass\nraise Exception(Endless())',
    'import re\nre.match(r"(a+)+$", "a" * 64 + "b")',
    'import sys\ndef hook(*_):\n    while True: pass\nsys.excepthook = hook\n1 / 0',
    'import sys\nsys.settrace(lambda *_: (yield))\nwhile True: pass',
    'import asyncio\nasync def on():\n    while True: await asyncio.sleep(0)\nasyncio.run(on())',
    sql(CONNECT, 'do $$ begin loop end loop; end $$'),
    sql(CONNECT, 'with recursive t(n) as (select 1 union all select n + 1 from t) select count(*) from t'),
    'import time\nwhile True:\n    try:\n        time.sleep(1000)\n    except KeyboardInterrupt: pass',

    ...crossed(
      [
        'try:\n    raise ValueError\nexcept ValueError:\n    BODY',
        'class Body:\n    BODY',
        'import threading\ndef on():\n    BODY\nthreading.Thread(target=on).start()',
        'def on():\n    BODY\n    yield\nlist(on())',
        `${CONNECT}with conn:\n    BODY`,
      ],
      [
        'while True: pass',
        'for _ in iter(int, 1): pass',
        'while True: sorted(range(1000))',
        'import time\nwhile True: time.sleep(0.001)',
        'while True:\n    try: 1 / 0\n    except BaseException: pass',
      ],
    ),
  ],
  floods: [
    'while True: print("more")',
    'import sys\nwhile True: print("out"), print("error", file=sys.stderr)',
    'import sys\nwhile True: sys.stdout.write("x")',
    'print("x" * 50_000_000)',
    'print("e" + "\\u0301" * 500_000)',
    'for i in range(0x11_0000):\n    try: print(chr(i), end="")\n    except UnicodeEncodeError: pass',
    'print("<script>document.title = 1</script><img src=x onerror=alert(1)>" * 1000)',
    'print("\\u202e" * 10_000, "\\x00" * 10_000, "\\x1b[2J" * 10_000)',
    `${CONNECT}while True: cur.execute("select 1")`,
    `${CONNECT}while True: psycopg2.connect("dbname=lab user=reader").close()`,
    sql(CONNECT, "do $$ begin for i in 1..200 loop raise notice '%', repeat('x', 1000000); end loop; end $$"),
    sql(CONNECT, "do $$ begin loop raise notice 'more'; end loop; end $$"),
    'import warnings, logging\nlogging.basicConfig(level=1)\nwhile True: logging.debug("more")',

    ...crossed(
      [
        'while True: print(BODY)',
        'import sys\nwhile True: sys.stderr.write(BODY)',
        'import os\nwhile True: os.write(1, (BODY).encode())',
        'import sys\nwhile True: print(BODY, flush=True), print(BODY, end="", file=sys.stderr)',
      ],
      [
        '""',
        '"x" * 100_000',
        '"\\n" * 1000',
        '"\\U0001f642" * 1000',
        '"\\u0301\\u202e" * 100',
        '"\\t\\r\\b" * 100',
        '"\\x00\\x1b[2J" * 100',
      ],
    ),
  ],
  recursion: [
    'def f(): return f()\nf()',
    'def f():\n    try: f()\n    finally: f()\nf()',
    'a = []\nfor _ in range(100_000): a = [a]\nprint(a == a, len(repr(a)))',
    'eval("(" * 5000 + ")" * 5000)',
    'exec("if 1:\\n" + "".join(" " * i + "if 1:\\n" for i in range(1, 99)) + " " * 99 + "pass")',
    'import json\njson.loads("[" * 100_000)',
    'import sys\nsys.setrecursionlimit(10 ** 9)\ndef f(): return f()\nf()',
    'class A:\n    def __getattr__(self, name): return getattr(self, name)\nA().x',
    sql(CONNECT, 'create function f(n int) returns int language plpgsql as $$ begin return f(n + 1); end $$', 'select f(1)'),

    ...crossed(
      [
        'BODY',
        'import sys\nsys.setrecursionlimit(3000)\nBODY',
        'import sys\nsys.setrecursionlimit(10 ** 9)\nBODY',
        'try:\n    BODY\nexcept RecursionError:\n    BODY',
      ],
      [
        'class A:\n    def __repr__(self): return repr(self)\nrepr(A())',
        'class A:\n    def __eq__(self, other): return other == self\nA() == A()',
        'class A:\n    def __hash__(self): return hash(self)\n{A()}',
        'class A:\n    def __call__(self): return self()\nA()()',
        'class A:\n    def __iter__(self): return iter(self)\nlist(A())',
        'class A:\n    def __del__(self): A()\nA()',
        'def f(n): return max(f(m) for m in [n])\nf(1)',
        'import functools\nf = functools.cache(lambda n: f(n + 1))\nf(1)',
      ],
    ),
  ],
  ends: [
    'import os\nos._exit(3)',
    'import os\nos.abort()',
    'import os, signal\nos.kill(os.getpid(), signal.SIGKILL)',
    'import signal\nsignal.raise_signal(signal.SIGTERM)',
    'raise SystemExit(object())',
    'class E(BaseException):\n    def __str__(self): raise self\nraise E',
    'raise BaseExceptionGroup("all", [KeyboardInterrupt(), SystemExit(2), ValueError()])',
    'import sys\nsys.stdout.close()\nsys.stderr.close()\nprint("gone")',
    'import os\nfor i in range(100):\n    try: os.close(i)\n    except OSError: pass\nprint("closed")',
    'import threading\nthreading.Thread(target=lambda: 1 / 0).start()',
    'import sys\nsys.modules.clear()',
    'import gc\nfor thing in gc.get_objects():\n    if type(thing) is dict and thing is not globals():\n        try: thing.clear()\n        except Exception: pass',

    ...crossed(
      [
        'import threading\ndef on():\n    BODY\nthreading.Thread(target=on).start()',
        'import atexit\n@atexit.register\ndef on():\n    BODY',
        'class A:\n    def __del__(self):\n        BODY\nA()',
        `${CONNECT}with conn:\n    BODY`,
      ],
      [
        'import os\nos._exit(3)',
        'import os\nos.abort()',
        'raise SystemExit(3)',
        'raise KeyboardInterrupt',
        'raise BaseException',
        'import os, signal\nos.kill(os.getpid(), signal.SIGINT)',
        'import sys\nsys.modules.clear()',
      ],
    ),
  ],
  replacements: [
    'import builtins\nfor name in dir(builtins):\n    if name != "setattr": setattr(builtins, name, None)',
    'import sys\nsys.meta_path[:] = []\nsys.path_importer_cache.clear()\nimport colorsys',
    'import sys\nsys.addaudithook(lambda *_: 1 / 0)',
    'import gc, os, sys, traceback\ngc.collect = sys.excepthook = traceback.print_exc = os.chdir = None\n1 / 0',
    'import sys\nfor tool in range(6):\n    try: sys.monitoring.free_tool_id(tool)\n    except ValueError: pass\nprint("freed")',
    'import js\nfor name in "setTimeout Promise Map Uint8Array performance WebAssembly".split():\n    setattr(js, name, None)\nprint("replaced")',
    'import js\njs.Array.prototype["push"] = js.Map.prototype["get"] = js.Promise.prototype["then"] = None\nprint("replaced")',
    'import js\nfor name in "Object Reflect JSON Math".split():\n    js.Object.freeze(getattr(js, name))\nprint("frozen")',

    ...crossed(
      [
        'import builtins\nbuiltins.BODY = None\nprint("survived")',
        'import builtins\ndel builtins.BODY\nprint("survived")',
        'import builtins\nbuiltins.BODY = lambda *_, **__: 1 / 0\nprint("survived")',
        'import builtins\nbuiltins.BODY = builtins.object()\n1 / 0',
      ],
      ['print', 'len', 'isinstance', 'type', 'str', '__import__', 'BaseException', '__build_class__'],
    ),
  ],
  files: [
    'import os, shutil\nshutil.rmtree(os.getcwd())\nprint(os.path.exists("."))',
    'import os, shutil\nshutil.rmtree("/", ignore_errors=True)\nprint(os.listdir("/"))',
    'for i in range(20_000): open(f"{i}.txt", "w").close()\nprint("made")',
    'while True: open("same.txt", "a")',
    'import os\nos.symlink("loop", "loop")\nopen("loop")',
    'import os\nfor _ in range(500):\n    os.mkdir("deeper")\n    os.chdir("deeper")\nprint(len(os.getcwd()))',
    'import os\nos.pipe()\nread, write = os.pipe()\nwhile True: os.write(write, bytes(65536))',
    'with open("big", "wb") as file:\n    for _ in range(200): file.write(bytes(1_000_000))\nprint(file.closed)',

    ...crossed(
      [
        'import shutil\nshutil.rmtree("BODY", ignore_errors=True)\nimport colorsys',
        'import os\nos.chmod("BODY", 0)\nprint(os.listdir("BODY"))',
        'import os\nos.rename("BODY", "/elsewhere")\nimport colorsys',
        'for i in range(2000): open(f"BODY/{i}.py", "w").write("1 / 0")\nimport colorsys',
      ],
      ['/tmp', '/lib', '/lib/python3.14', '/home', '/home/reader', '/dev', '/proc', '/etc'],
    ),
  ],
  threads: [
    'import threading\ndef on():\n    while True: pass\nfor _ in range(20): threading.Thread(target=on).start()',
    'import threading\ndef on(): threading.Thread(target=on).start()\non()',
    'import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()',
    'import threading\nthreading.stack_size(1 << 30)\nthreading.Thread(target=print).start()',
    'import signal\nsignal.signal(signal.SIGALRM, lambda *_: None)\nsignal.setitimer(signal.ITIMER_REAL, 0.0001, 0.0001)\nwhile True: pass',

    ...crossed(
      [1, 20, 200, 2000].map(
        (count) => `import threading, time, queue\nBODY\nfor _ in range(${count}): threading.Thread(target=on).start()`,
      ),
      [
        'def on():\n    while True: pass',
        'def on(): time.sleep(1e6)',
        'def on(): 1 / 0',
        'def on(): print("more")',
        'lock = threading.Lock()\ndef on(): lock.acquire()',
        'def on(): queue.Queue().get()',
        'def on(): threading.Barrier(1000).wait()',
        `def on():\n    import psycopg2\n    psycopg2.connect("dbname=lab user=reader").cursor().execute("select pg_sleep(1000)")`,
      ],
    ),
  ],
  SQL: [
    sql(SUPERUSER, 'select pg_terminate_backend(pid) from pg_stat_activity'),
    sql(SUPERUSER, 'alter system set max_connections = 1', 'select pg_reload_conf()', 'drop schema public cascade'),
    sql(SUPERUSER, 'delete from pg_class'),
    sql(SUPERUSER, "copy (select 1) to program 'true'"),
    sql(SUPERUSER, "select pg_read_file('/etc/passwd')"),
    sql(CONNECT, 'select pg_sleep(1e9)'),
    `${CONNECT}cur.execute("select " + "1 + " * 100_000 + "1")`,
    `${CONNECT}cur.execute("select '" + "x" * 50_000_000 + "'")`,
    `${CONNECT}cur.execute("select " + ", ".join(["%s"] * 3000), [1] * 3000)`,
    `${CONNECT}cur.execute("select * from generate_series(1, 100000000)")`,
    `${CONNECT}conns = [psycopg2.connect("dbname=lab user=reader") for _ in range(100)]`,

    ...[CONNECT, SUPERUSER].flatMap((connect) =>
      [
        'drop owned by current_user cascade',
        "set max_stack_depth = '7MB'",
        "set work_mem = '64kB'; select count(*) from (select generate_series(1, 1000000) order by 1) s",
        "select set_config(name, '0', false) from pg_settings where context = 'user'",
        'select array_fill(0, array[10000000])',
        "select repeat('x', 1 << 28)",
        "select regexp_count(repeat('a', 100000), '(a+)+$')",
        "select string_agg(repeat('[', 10000), '')::json",
        'create table big as select repeat(n::text, 100) from generate_series(1, 200000) n',
        'lock pg_class in access exclusive mode',
        'declare c cursor with hold for select generate_series(1, 1000000)',
        'listen more',
        "do $$ begin for i in 1..3000 loop execute format('create table t%s ()', i); end loop; end $$",
        "do $$ begin perform pg_notify('more', repeat('x', 7000)) from generate_series(1, 10000); end $$",
        'do $$ begin loop begin perform 1 / 0; exception when others then end; end loop; end $$',
      ].map((statement) => sql(connect, statement)),
    ),
  ],
  sources: [
    '\0',
    'x = (',
    '\ufeff\u200b',
    `x = [${'1,'.repeat(200_000)}]`,
    `${'# comment\n'.repeat(100_000)}1 / 0`,
    'é'.repeat(100_000),
    'print("a"'.repeat(5000),

    ...['(', '[', '{1:', 'lambda: ', 'not ', '-', 'f"{', 'await ', 'a.', 'if 1: ', 'x = '].flatMap((piece) =>
      [100, 3000, 50_000].map((count) => `${piece.repeat(count)}1`),
    ),
  ],
  markup: crossed(
    [
      'print(BODY)',
      'raise Exception(BODY)',
      'raise type(BODY, (Exception,), {})(BODY)',
      `${CONNECT}cur.execute("do $$ begin raise notice '%', $a$" + BODY + "$a$; end $$")`,
      `${CONNECT}cur.execute("do $$ begin raise '%', $a$" + BODY + "$a$ using hint = $a$" + BODY + "$a$; end $$")`,
      `${CONNECT}cur.execute("select 1 as \\"" + (BODY).replace('"', "'") + "\\"")`,
      `${CONNECT}cur.execute("select -- " + BODY)`,
      'import psycopg2\npsycopg2.connect("dbname=lab user=reader", application_name=BODY).cursor().execute("select pg_sleep(0.1)")',
    ],
    [
      `'<script>document.title = "broken"</script>'`,
      `'<img src="x" onerror="document.title = 1">'`,
      `'</pre></div><iframe srcdoc="<script>parent.document.title = 1</script>"></iframe>'`,
      `'&lt;svg onload=alert(1)&gt;<svg onload=alert(1)>'`,
      `'<a href="javascript:alert(1)">' * 100`,
    ],
  ),
  memory: crossed(
    [1_000_000, 30_000_000, 200_000_000, 1e15].map((size) => `SIZE = ${size}\nBODY\nprint("taken")`),
    [
      'kept = bytearray(SIZE)',
      'kept = [None] * (SIZE // 8)',
      'kept = "\\U0001f642" * (SIZE // 4)',
      'kept = 1 << SIZE',
      'kept = {i: i for i in range(min(SIZE, 200_000_000) // 100)}',
      'import array\nkept = array.array("d", [0]) * (SIZE // 8)',
      'import io\nkept = io.BytesIO()\nkept.seek(SIZE)\nkept.write(b"x")',
      'with open("sparse", "wb") as file: file.truncate(min(SIZE, 200_000_000))',
      `${CONNECT}cur.execute("select repeat('x', %s)", (min(SIZE, 2_000_000_000),))`,
      `${CONNECT}cur.execute("select length(%s)", ("x" * min(SIZE, 30_000_000),))`,
    ],
  ),
  signals: crossed(
    ['SIGINT', 'SIGALRM', 'SIGTERM', 'SIGUSR1'].flatMap((name) => [
      `import signal\nBODY\nsignal.signal(signal.${name}, handler)\nwhile True: signal.raise_signal(signal.${name})`,
      `import os, signal\nBODY\nsignal.signal(signal.${name}, handler)\nsignal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)\nwhile True: pass`,
    ]),
    [
      'handler = signal.SIG_IGN',
      'def handler(*_): pass',
      'def handler(*_): 1 / 0',
      'def handler(number, _): signal.raise_signal(number)',
      'def handler(*_):\n    while True: pass',
    ],
  ),
  JavaScript: [
    ...crossed(
      ['import js\nprint(js.BODY)', 'import js\njs.BODY("/", "/")\nprint("called")', 'import js\njs.BODY.new("/")\nprint("made")'],
      ['postMessage', 'fetch', 'close', 'importScripts', 'indexedDB', 'Worker', 'XMLHttpRequest', 'WebSocket', 'eval', 'Function'],
    ),
    ...crossed(
      ['import js\njs.BODY = None\nprint("replaced")'],
      [
        'self.onmessage',
        'Atomics.wait',
        'Object.prototype.then',
        'Array.prototype.shift',
        'Uint8Array.prototype.set',
        'Map.prototype.set',
        'JSON.parse',
        'Date.now',
        'performance.now',
        'WebAssembly.Memory',
      ],
    ),
  ],
  driver: crossed(
    ['None', '-1', 'object()', '"\\0" * 100_000', 'float("nan")'].map(
      (value) =>
        `${CONNECT}import psycopg2.extras, psycopg2.pool, psycopg2.sql\nthing = BODY\nfor name in dir(thing):\n    for arguments in (), (${value},), (${value},) * 2:\n        try: getattr(thing, name)(*arguments)\n        except Exception: pass\n        try: setattr(thing, name, ${value})\n        except Exception: pass\nprint("called")`,
    ),
    ['conn', 'cur', 'conn.cursor("named")', 'conn.info', 'conn.lobject()', 'psycopg2.extensions', 'psycopg2.extras', 'psycopg2.sql'],
  ),
  connections: crossed(
    ['"x" * 100_000', '"\\0"', '""', '"-1"', '"\\U0001f642"'].map((value) => `import psycopg2\npsycopg2.connect(BODY=${value})`),
    ['dbname', 'user', 'host', 'port', 'options', 'application_name', 'connect_timeout', 'client_encoding'],
  ),
}
