/** Our Python comes compiled: see src/python/node/sources.ts. */
import { expect, test } from 'vitest'
import { pythonFiles, pythonSources } from '../../../../src/python/node/sources.ts'
import { barePython } from '../bare.ts'

test('every source has its bytecode beside it', () => {
  const files = [...pythonFiles().keys()]
  const compiled = files
    .filter((file) => file.endsWith('.pyc'))
    .map((file) => file.replace(/__pycache__\/(\w+)\.cpython-\d+\.pyc$/, '$1.py'))
  expect(compiled.sort()).toEqual([...pythonSources().keys()].sort())
})

test('Python executes it, and finds the source', async () => {
  const { stdout, stderr } = await (await barePython()).run(`
import importlib.machinery, inspect, pkgutil, sys

def source_to_code(self, data, path, **_):
    raise AssertionError(f"{path} is compiled here")

importlib.machinery.SourceFileLoader.source_to_code = source_to_code
for name in [name for name in sys.modules if name.partition(".")[0] == "psycopg2"]:
    del sys.modules[name]
import psycopg2
modules = [found.name for found in pkgutil.walk_packages(psycopg2.__path__, "psycopg2.")]
for name in modules:
    importlib.import_module(name)
print(len(modules) > 60, inspect.getsource(psycopg2.connect).partition("(")[0])
`)
  expect(stderr).toBe('')
  expect(stdout).toBe('True def connect\n')
})
