/** Python's files come compiled, the standard library and ours: see src/python/node/sources.ts. */
import { expect, test } from 'vitest'
import { pythonPaths, readAtStart } from '../../../../src/python/node/sources.ts'
import { barePython } from '../bare.ts'

test('every source has its bytecode beside it', () => {
  const files = [...pythonPaths().keys()]
  const compiled = files
    .filter((file) => file.endsWith('.pyc'))
    .map((file) => file.replace(/__pycache__\/(\w+(?:-\w+)*)\.cpython-\d+\.pyc$/, '$1.py'))
  expect(compiled.sort()).toEqual(files.filter((file) => file.endsWith('.py')).sort())
  expect(files).toEqual(expect.arrayContaining(['standard/threading.py', 'packages/psycopg2/__init__.py']))
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
import argparse, unittest.mock
print(argparse.__file__, argparse.ArgumentParser.__init__.__code__.co_filename, inspect.getsource(argparse.ArgumentParser).partition("(")[0])
`)
  expect(stderr).toBe('')
  const file = '/lib/python314.zip/argparse.py'
  expect(stdout).toBe(`True def connect\n${file} ${file} class ArgumentParser\n`)
})

test('what it reads at the start is bytecode, and a part', () => {
  const read = readAtStart()
  expect(read.filter((file) => !file.endsWith('.pyc'))).toEqual([])
  expect(read.join()).toContain('threading')
  expect(read.length).toBeLessThan(pythonPaths().size / 4)
  // A connection imports parts of the driver that nothing else does
  expect(read).toContain('packages/psycopg2/_libpq/__pycache__/connecting.cpython-314.pyc')
})
