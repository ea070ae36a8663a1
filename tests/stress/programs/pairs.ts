/** What the long form runs before the program that tells of all it finds: the leftovers of every test run, and one thing at a time of each kind. */
import { crossed } from './crossed.ts'
import { LEFTOVERS } from './leftovers.ts'

const MODULES =
  'codecs collections contextlib ctypes datetime decimal enum functools json locale logging os re select socket threading time uuid warnings weakref'.split(
    ' ',
  )
const superuser = (statement: string) =>
  `import psycopg2\nconn = psycopg2.connect("dbname=lab user=postgres password=postgres")\nconn.autocommit = True\nconn.cursor().execute(${JSON.stringify(statement)})\n`

const ONE_AT_A_TIME: readonly string[] = [
  ...crossed(
    [
      'for folder in ".", "/tmp", "/lib/python3.14", "/lib/python3.14/site-packages":\n    with open(f"{folder}/BODY.py", "w") as file: file.write("1 / 0")',
      'import sys\nsys.modules["BODY"] = None',
      'import BODY\nvars(BODY).clear()',
    ],
    MODULES,
  ),
  ...crossed(
    ['import builtins\nbuiltins.BODY = None'],
    ['abs', 'dict', 'getattr', 'hasattr', 'iter', 'list', 'object', 'super', 'tuple', 'zip'],
  ),
  ...crossed(['import os\nos.environ["BODY"] = "elsewhere"'], ['HOME', 'LANG', 'PATH', 'PGDATABASE', 'PGOPTIONS', 'PGUSER', 'TMPDIR']),
  ...crossed(
    ['import js\njs.BODY = None'],
    ['Array.prototype.push', 'Map', 'Math.floor', 'Object.keys', 'Promise', 'TextDecoder', 'Uint8Array', 'setTimeout'],
  ),
  ...crossed(
    ['import sys\nBODY'],
    [
      'sys.dont_write_bytecode = sys.flags = None',
      'sys.set_coroutine_origin_tracking_depth(9)',
      'sys.setswitchinterval(1e-6)',
      'sys.stdout = sys.__stdout__ = sys.stderr = None',
      'sys.path.insert(0, "/tmp")',
      'sys.modules.clear()',
    ],
  ),
  ...[
    'drop database if exists lab with (force)',
    'drop schema public cascade',
    'alter database lab set search_path = nowhere',
    'alter role reader nologin',
    "alter system set idle_session_timeout = '1ms'",
    'alter system set max_connections = 1',
    "create tablespace left_behind location '/tmp'",
    'create publication left_behind for all tables',
    'create function pg_catalog.left_behind() returns int language sql as $$ select 1 $$',
    'create event trigger left_behind on ddl_command_start execute function nothing()',
    'select pg_create_restore_point($$left$$)',
    'select lo_create(4711)',
    'select pg_advisory_lock(1)',
    'vacuum full pg_class',
  ].map(superuser),
]

export const PAIRS: readonly string[] = [...LEFTOVERS.map(({ code }) => code), ...ONE_AT_A_TIME]
