/** What cannot be in a page fails as in CPython, and a sentence says what there is instead. */
import { expect, test } from 'vitest'
import { complaint, printed, run } from '../../programs.ts'

/** The last lines of what an error prints: its own, and those of its notes. */
const ending = async (code: string, lines: number): Promise<string[]> => (await complaint(code)).trimEnd().split('\n').slice(-lines)

const PROCESSES = 'This page is one process, and it cannot start others: threading and concurrent.futures.ThreadPoolExecutor work.'
const NETWORK = 'This page has no network: psycopg2 reaches its PostgreSQL server, and nothing else can be reached.'
const KEYBOARD = 'Nobody can type anything into a program in this page: let it have its values in variables.'

test.each([
  ['import _multiprocessing', "ModuleNotFoundError: No module named '_multiprocessing'", PROCESSES],
  [
    'import multiprocessing; multiprocessing.Process(target=print).start()',
    "ModuleNotFoundError: No module named '_multiprocessing'",
    PROCESSES,
  ],
  ['import subprocess; subprocess.run(["ls"])', 'OSError: [Errno 138] emscripten does not support processes.', PROCESSES],
  ['import os; os.popen("ls")', 'OSError: [Errno 138] emscripten does not support processes.', PROCESSES],
  ['import os; os.fork()', 'OSError: [Errno 52] Function not implemented', PROCESSES],
  ['import requests', "ModuleNotFoundError: No module named 'requests'", NETWORK],
  ['import socket; socket.create_connection(("example.com", 80))', 'socket.gaierror: [Errno -2] Name or service not known', NETWORK],
  ['import socket; socket.create_connection(("192.0.2.1", 80))', 'OSError: [Errno 40] Network unreachable', NETWORK],
  ['import socket; socket.create_connection(("localhost", 80))', 'ConnectionRefusedError: [Errno 14] Connection refused', NETWORK],
  ['import socket; socket.create_server(("localhost", 0))', 'OSError: [Errno 138] Not supported', NETWORK],
  [
    'import asyncio; asyncio.run(asyncio.open_connection("127.0.0.1", 80))',
    'ConnectionRefusedError: [Errno 14] Connection refused',
    NETWORK,
  ],
  ['import asyncio; asyncio.run(asyncio.start_server(print, "localhost", 80))', 'OSError: [Errno 138] Not supported', NETWORK],
  ['import urllib.request; urllib.request.urlopen("https://example.com")', 'urllib.error.URLError: <urlopen error', NETWORK],
  ['input("? ")', 'EOFError: EOF when reading a line', KEYBOARD],
  ['import getpass; getpass.getpass()', 'EOFError', KEYBOARD],
  ['import asyncpg', "ModuleNotFoundError: No module named 'asyncpg'", 'The driver in this page is psycopg2.'],
  [
    'import numpy as np',
    "ModuleNotFoundError: No module named 'numpy'",
    'It is compiled for a machine, and this page cannot load it: it has array, csv, decimal and statistics.',
  ],
  ['import tkinter', "ModuleNotFoundError: No module named 'tkinter'", 'This page has no windows for programs: they can print.'],
  [
    'import django.db',
    "ModuleNotFoundError: No module named 'django'",
    'Packages in Python alone can be had with --mount DIR, from a folder that pip install --target DIR has filled.',
  ],
])('%s', async (code, first, note) => {
  const [error, sentence] = await ending(code, 2)
  expect(error!.startsWith(first) && [error, sentence]).toEqual([error, note])
})

test('in a page nothing is said of the command line', async () => {
  const code = `
from runtime.stdlib import missing
is_command_line, missing.is_command_line = missing.is_command_line, lambda: False
print(missing.about("django"))
missing.is_command_line = is_command_line
`
  expect(await printed(code)).toBe(
    "This page has Python's standard library and psycopg2: a program that needs more can be run on your own machine.\n",
  )
})

test('part of a mounted package that is compiled', async () => {
  const code = `
import os, sys, types
package = types.ModuleType("package")
package.__path__ = ["/tmp/package"]
sys.modules["package"] = package
os.makedirs("/tmp/package", exist_ok=True)
open("/tmp/package/_speed.cpython-314-x86_64-linux-gnu.so", "w").close()
for name in "_speed", "_spee", "other":
    try:
        __import__("package." + name)
    except ModuleNotFoundError as error:
        print(error, getattr(error, "__notes__", None))
`
  expect(
    await printed(code),
  ).toBe(`No module named 'package._speed' ['It is compiled for a machine, and this page cannot load it: packages must be in Python alone.']
No module named 'package._spee' None
No module named 'package.other' None
`)
})

test('a program that can do without is not told', async () => {
  const code = `
import importlib.util
try:
    import numpy
except ImportError as error:
    print(error, type(error) is ModuleNotFoundError, error.name)
    at = error.__traceback__
    print(at.tb_next)
print(importlib.util.find_spec("numpy"))
`
  expect(await printed(code)).toBe("No module named 'numpy' True numpy\nNone\nNone\n")
})

test('tracebacks of imports have CPython’s frames', async () => {
  const code = `
import importlib, os, sys, traceback
os.makedirs("/tmp/modules", exist_ok=True)
sys.path.append("/tmp/modules")
open("/tmp/modules/inner_one.py", "w").write("1 / 0")
open("/tmp/modules/outer_one.py", "w").write("import inner_one")
try:
    import outer_one
except ZeroDivisionError as error:
    print([frame.name for frame in traceback.extract_tb(error.__traceback__)])
try:
    importlib.import_module("nosuch")
except ImportError as error:
    print([frame.name for frame in traceback.extract_tb(error.__traceback__)])
`
  const frames = ['<module>', 'import_module', '_gcd_import', '_find_and_load', '_find_and_load_unlocked']
  expect(await printed(code)).toBe(`['<module>', '<module>', '<module>']\n['${frames.join("', '")}']\n`)
})

test('what fails without an error warns', async () => {
  const code = 'import os, webbrowser\nprint(os.system("exit 3"), webbrowser.open("https://example.com"))\n'
  const { stdout, stderr } = await run(code)
  expect(stdout).toBe('-1 False\n')
  const warnings = stderr.split('\n').filter((line) => line.includes('Warning'))
  expect(warnings).toEqual([
    `main.py:2: RuntimeWarning: ${PROCESSES}`,
    'main.py:2: RuntimeWarning: A program in this page cannot open others: it can print the address.',
  ])
  expect(await complaint('breakpoint()')).toContain(`main.py:1: RuntimeWarning: ${KEYBOARD}`)
})

test('this machine has its names and addresses, and others have none', async () => {
  const code = `
import socket
for host in "localhost", "127.0.0.1", socket.gethostname(), None:
    print(socket.getaddrinfo(host, 5432, 0, socket.SOCK_STREAM)[0][4], end=" ")
print(socket.gethostbyname("localhost"))
try:
    socket.gethostbyname("example.com")
except socket.gaierror as error:
    print(error.errno == socket.EAI_NONAME)
with socket.socket() as one:
    print(one.connect_ex(("localhost", 80)), one.connect_ex(("192.0.2.1", 80)))
`
  expect(await printed(code)).toBe(
    "('127.0.0.1', 5432) ('127.0.0.1', 5432) ('127.0.0.1', 5432) ('127.0.0.1', 5432) 127.0.0.1\nTrue\n14 40\n",
  )
})
