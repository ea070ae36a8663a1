/** What we use of CPython and that it calls private: each name of `runtime/_cpython.py`, in Pyodide as it comes. After an upgrade, look here first. */
import { loadPyodide } from 'pyodide'
import { expect, test } from 'vitest'
import { PACKAGES, PythonFiles } from '../../../../src/python/host/files/python-files.ts'
import { fileSystemOf } from '../../../../src/python/host/internals.ts'
import { pyodideFolder } from '../../../../src/python/node/made.ts'
import { pythonSources } from '../../../../src/python/node/sources.ts'
import { barePython } from '../bare.ts'

const pyodide = await loadPyodide({ indexURL: pyodideFolder })
PythonFiles.of(new Map([...pythonSources()].map(([name, bytes]) => [`packages/${name}`, bytes]))).show(fileSystemOf(pyodide))
pyodide.runPython(`import sys; sys.path.insert(0, ${JSON.stringify(PACKAGES)})`)

const CONTRACTS: Readonly<Record<string, string>> = {
  thread_with_ident: `
assert _cpython.thread_with_ident(threading.get_ident()) is threading.current_thread()
assert _cpython.thread_with_ident(-1) is None`,
  join_threads: `
assert not inspect.signature(threading._shutdown).parameters`,
  LOCKED_FROM_C: `
import _thread
locks = [name for name, module in sys.modules.items() if isinstance(getattr(module, "_lock", None), (_thread.lock, _thread.RLock))]
assert set(_cpython.LOCKED_FROM_C) <= set(locks), locks`,
  is_pool_worker: `
from concurrent.futures import thread
assert _cpython.is_pool_worker(thread._worker.__code__)
assert "target=_worker" in inspect.getsource(thread.ThreadPoolExecutor)`,
  replace_in_signal: `
asked = []
def pthread_sigmask(how, mask): return asked.append((how, mask)) or set()
def sigpending(): return asked.append("pending") or set()
def sigwait(sigset): return asked.append("wait") or 2
_cpython.replace_in_signal(pthread_sigmask, sigpending, sigwait)
signal.pthread_sigmask(0, [2])
signal.sigpending()
signal.sigwait([2])
assert asked == [(0, [2]), "pending", "wait"], asked`,
  'call_exit_functions, forget_exit_functions': `
import atexit
called = []
atexit.register(called.append, 1)
_cpython.call_exit_functions()
assert called == [1]
atexit.register(called.append, 2)
_cpython.forget_exit_functions()
_cpython.call_exit_functions()
assert called == [1]`,
  filters_of_warnings_changed: `
import warnings
with warnings.catch_warnings(record=True) as shown:
    warnings.simplefilter("ignore")
    def warn(): warnings.warn("careful")
    warn()
    warnings.filters[:] = [("always", None, Warning, None, 0)]
    _cpython.filters_of_warnings_changed()
    warn()
    assert len(shown) == 1, shown`,
  is_sigint_handler_of_asyncio: `
assert _cpython.is_sigint_handler_of_asyncio(functools.partial(asyncio.Runner()._on_sigint, main_task=None))
assert not _cpython.is_sigint_handler_of_asyncio(signal.default_int_handler)
assert "functools.partial(self._on_sigint" in inspect.getsource(asyncio.Runner.run)`,
  forget_running_loop: `
before = asyncio._get_running_loop()
asyncio._set_running_loop(object())
_cpython.forget_running_loop()
assert asyncio._get_running_loop() is None
asyncio._set_running_loop(before)`,
  name_tasks: `
_cpython.name_tasks(lambda: "mine")
async def nothing(): pass
loop = asyncio.BaseEventLoop()
tasks = [loop.create_task(nothing(), name=name) for name in ("given", None)]
assert [task.get_name() for task in tasks] == ["given", "mine"], tasks
for task in tasks:
    task._log_destroy_pending = False
    task.get_coro().close()
loop.close()`,
  use_select: `
import select, selectors
asked = []
class Poll:
    def poll(self, timeout): return asked.append("poll") or []
    def register(self, *_): pass
_cpython.use_select(lambda r, w, x, timeout: asked.append("select") or ([], [], []), Poll)
selectors.SelectSelector().select(0)
selectors.PollSelector().select(0)
assert asked == ["select", "poll"], asked`,
  default_selector: `
asked = []
selector = _cpython.default_selector(lambda *arguments: asked.append(arguments) or ([], [], []))()
selector.register(5, 1)
selector.select(3)
assert asked == [({5}, set(), (), 3)], asked`,
  use_usual_event_loops: `
_cpython.use_usual_event_loops(threading.local)
policy = asyncio.events._get_event_loop_policy()
assert policy._loop_factory is asyncio.SelectorEventLoop, policy
assert isinstance(policy._local, threading.local)
loop = asyncio.AbstractEventLoop()
policy.set_event_loop(loop)
assert policy.get_event_loop() is loop`,
  'find_and_load, replace_find_and_load': `
import traceback
asked = []
def find_and_load(name, import_):
    asked.append(name)
    return _cpython.find_and_load(name, import_)
_cpython.replace_find_and_load(find_and_load)
try:
    import nosuchmodule
except ModuleNotFoundError as error:
    assert asked == ["nosuchmodule"]
    assert [frame.name for frame in traceback.extract_tb(error.__traceback__)] == ["<module>"]
else:
    raise AssertionError`,
  replace_traceback_walk: `
import io, traceback
def hide(walk):
    return lambda tb: (step for step in walk(tb) if step[0].f_code.co_name != "hidden")
_cpython.replace_traceback_walk(hide)
def hidden():
    raise ValueError
try:
    hidden()
except ValueError as error:
    printed = io.StringIO()
    sys.stderr, stderr = printed, sys.stderr
    traceback.print_exc()
    sys.excepthook(type(error), error, error.__traceback__)
    sys.stderr = stderr
    assert "line" in printed.getvalue() and "hidden" not in printed.getvalue().replace("    hidden()", ""), printed.getvalue()`,
  UnraisableArguments: `
import io
error = ValueError("lost")
sys.stderr, stderr = io.StringIO(), sys.stderr
sys.__unraisablehook__(_cpython.UnraisableArguments((ValueError, error, None, "Ignored here", None)))
printed, sys.stderr = sys.stderr.getvalue(), stderr
assert printed == "Ignored here:\\nValueError: lost\\n", printed`,
  'ZONE_LOADER_MODULE, ZONE_LOADER': `
import importlib, zoneinfo
module = importlib.import_module(_cpython.ZONE_LOADER_MODULE)
assert module.ZoneInfoNotFoundError is zoneinfo.ZoneInfoNotFoundError
try:
    getattr(module, _cpython.ZONE_LOADER)("No/Such")
except zoneinfo.ZoneInfoNotFoundError:
    pass
else:
    raise AssertionError`,
  PROCESS_POOL_CHECK: `
from concurrent.futures import process
assert f"{_cpython.PROCESS_POOL_CHECK}()" in inspect.getsource(process.ProcessPoolExecutor.__init__)
try:
    getattr(process, _cpython.PROCESS_POOL_CHECK)()
except NotImplementedError:
    pass
else:
    raise AssertionError`,
}

test.each(Object.entries(CONTRACTS))('%s', (_name, code) => {
  pyodide.runPython(`import asyncio, functools, inspect, signal, sys, threading\nfrom runtime import _cpython\n${code}`, {
    globals: pyodide.toPy({}),
  })
})

test('there is a contract for each name', () => {
  const names: string[] = pyodide
    .runPython(`
import ast, inspect
from runtime import _cpython
names = []
for node in ast.parse(inspect.getsource(_cpython)).body:
    targets = [node] if isinstance(node, ast.FunctionDef) else getattr(node, "targets", [node])
    targets = [element for target in targets for element in getattr(target, "elts", [getattr(target, "target", target)])]
    names += [name for target in targets if not (name := getattr(target, "id", getattr(target, "name", "_"))).startswith("_")]
names
`)
    .toJs()
  const covered = Object.keys(CONTRACTS).flatMap((key) => key.split(', '))
  expect(names.toSorted()).toEqual([...covered, 'Walk'].toSorted())
})

test('what threading and queue take from _thread is replaced, but for what does not wait', async () => {
  const { run } = await barePython()
  const { stdout, stderr } = await run(`
import ast, inspect, queue, threading
from runtime.threads import install
tree = ast.parse(inspect.getsource(threading))
taken = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "_thread"}
for source in inspect.getsource(threading), inspect.getsource(queue):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "_thread":
            taken |= {alias.name for alias in node.names}
print(*sorted(taken - set(install._OURS)))
`)
  expect(stderr).toBe('')
  const left = ['TIMEOUT_MAX', '_ExceptHookArgs', '_excepthook', '_get_main_thread_ident', '_is_main_interpreter']
  expect(stdout).toBe(`${[...left, 'daemon_threads_allowed', 'error', 'set_name'].join(' ')}\n`)
})
