/**
 * Programs that leave something behind, each in its own way, and one that tells of all it finds: after each of them it must find what it
 * finds in a page in which nothing has run. They harm nothing but the engine they run in.
 */

/** Tells what a program can find around itself. */
export const PROBE = `
import builtins, codecs, decimal, gc, locale, logging, os, random, signal, sys, tempfile, threading, warnings
import psycopg2, psycopg2.extensions

print("files", os.getcwd(), sorted(os.listdir(".")), sorted(os.listdir(tempfile.gettempdir())))
print("modules", decimal.__file__, psycopg2.__file__, sys.path, len(sys.meta_path), len(sys.path_hooks))
print("hooks", sys.gettrace(), sys.getprofile(), sys.excepthook is sys.__excepthook__, sys.unraisablehook is sys.__unraisablehook__)
print("limits", sys.getrecursionlimit(), sys.get_int_max_str_digits(), gc.isenabled(), gc.get_threshold(), oct(os.umask(0)))
print("builtins", sorted(vars(builtins)), print, open, __import__)
print("logging", logging.root.level, logging.root.handlers, sorted(logging.root.manager.loggerDict))
print("warnings", warnings.filters)
print("locale", locale.setlocale(locale.LC_ALL), decimal.getcontext())
print("environment", sorted(os.environ.items()))
print("signals", signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGALRM))
print("random", random.getstate() == random.Random(1).getstate())
print("threads", threading.enumerate())
print("descriptor", os.open(os.devnull, os.O_RDONLY))
try:
    codecs.lookup("left-behind")
except LookupError as error:
    print(error)
conn = psycopg2.connect("dbname=lab user=reader")
cur = conn.cursor()
cur.execute("select count(*) from pg_stat_activity where backend_type = 'client backend'")
print("sessions", cur.fetchone(), conn.get_backend_pid())
cur.execute("select relname from pg_class where relnamespace = 'public'::regnamespace")
print("tables", cur.fetchall())
cur.execute("select count(*), (select count(*) from pg_prepared_xacts), current_setting('statement_timeout') from pg_roles")
print("server", cur.fetchone())
print(psycopg2.extensions.adapt("it's").getquoted(), psycopg2.extensions.string_types[23])
`

export interface Leftover {
  readonly name: string
  readonly code: string
  /** Pyodide writes to the console that it has died. */
  readonly dies?: true
}

/** One of each kind: for every test run. */
export const LEFTOVERS: readonly Leftover[] = [
  {
    name: 'files, and another folder',
    code: `
import os, tempfile
for folder in ".", tempfile.gettempdir(), "/lib/site-packages":
    for name in "decimal.py", "psycopg2.py", "sitecustomize.py", "left.txt":
        try:
            with open(os.path.join(folder, name), "w") as file:
                file.write("raise SystemExit('left behind')")
        except OSError:
            pass
os.makedirs("/tmp/elsewhere", exist_ok=True)
os.chdir("/tmp/elsewhere")
os.environ["PGHOST"] = "elsewhere"
os.environ["TZ"] = "Asia/Tokyo"
for _ in range(50):
    os.open(os.devnull, os.O_RDONLY)
`,
  },
  {
    name: 'a finder, an audit hook and other hooks that break whatever comes after',
    code: `
import sys, threading
class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        raise ImportError("left behind")
over = False
def audit(event, arguments):
    if over:
        raise RuntimeError("left behind")
sys.addaudithook(audit)
sys.path_hooks.insert(0, Finder)
sys.path[:] = []
sys.excepthook = sys.unraisablehook = threading.excepthook = None
sys.settrace(lambda *_: None)
sys.setprofile(lambda *_: None)
sys.displayhook = sys.breakpointhook = None
sys.setrecursionlimit(200)
sys.meta_path.insert(0, Finder)
over = True
`,
  },
  {
    name: 'builtins and the driver, overwritten',
    code: `
import builtins, gc, sys, psycopg2, psycopg2.extensions
psycopg2.connect = psycopg2.extensions.adapt = None
psycopg2.extensions.string_types.clear()
psycopg2.extensions.connection.cursor = None
sys.modules["psycopg2"] = sys.modules["os"] = sys
gc.collect = gc.enable = None
for name in "print", "open", "len", "isinstance", "type", "dict", "sorted", "__import__", "BaseException", "compile":
    setattr(builtins, name, None)
`,
  },
  {
    name: "JavaScript's timers and functions, overwritten",
    code: `
print("before")
try:
    import js
    from pyodide.ffi import create_proxy
    js.setInterval(create_proxy(lambda: print("left behind")), 1)
    js.Date.now = create_proxy(lambda: 0)
    js.performance.now = create_proxy(lambda: 0)
    js.Promise.prototype["then"] = js.Map.prototype["get"] = js.JSON.stringify = None
except Exception as error:
    print(type(error).__name__)
`,
  },
  {
    name: 'locale, warnings, logging, random, codecs, decimal, signals',
    code: `
import codecs, decimal, gc, locale, logging, os, random, signal, sys, threading, warnings
locale.setlocale(locale.LC_ALL, "C")
warnings.simplefilter("error")
logging.basicConfig(level=1, stream=sys.stdout)
logging.getLogger("left.behind").addHandler(logging.StreamHandler())
random.seed(1)
codecs.register(lambda name: codecs.lookup("utf-8") if name.startswith("left") else None)
decimal.getcontext().prec = 3
decimal.setcontext(decimal.Context(prec=4, rounding=decimal.ROUND_UP))
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.signal(signal.SIGALRM, lambda *_: print("left behind"))
signal.setitimer(signal.ITIMER_REAL, 0.3, 0.001)
sys.set_int_max_str_digits(0)
gc.disable()
gc.set_threshold(1)
os.umask(0o777)
`,
  },
  {
    name: 'two hundred megabytes, and threads that go on',
    code: `
import threading, sys
sys.left_behind = bytearray(200_000_000)
def on():
    while True:
        print("left behind", file=sys.stderr)
try:
    threading.Thread(target=on, daemon=True).start()
except RuntimeError:
    pass
`,
  },
  {
    name: 'another server',
    code: `
import psycopg2
reader = psycopg2.connect("dbname=lab user=reader")
reader.cursor().execute("create table left_behind as select 1; prepare transaction 'left behind'")
conn = psycopg2.connect("dbname=lab user=postgres password=postgres")
conn.autocommit = True
cur = conn.cursor()
for sql in ("alter system set statement_timeout = 1", "alter role reader set statement_timeout = 1", "create role left_behind",
            "create table also_left()", "alter role reader password 'another'", "select pg_reload_conf()"):
    cur.execute(sql)
sql = "set max_stack_depth = '7MB'; create function f(n int) returns int language plpgsql as $$ begin return f(n + 1); end $$; select f(1)"
try:
    cur.execute(sql)
except psycopg2.Error as error:
    print(type(error).__name__)
`,
  },
  {
    name: 'a Python that has died',
    dies: true,
    code: `
class Endless:
    def __repr__(self):
        return repr(self)
import sys
sys.setrecursionlimit(3000)
repr(Endless())
`,
  },
]
