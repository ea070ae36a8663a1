/** A Python from an image is the one that has started by itself, but for what must differ from start to start. */
import { expect, test } from 'vitest'
import { readPythonImage, writePythonImage } from '../../../../src/python/host/image/python-image.ts'
import { loadPyodideInNode } from '../../../../src/python/node/pyodide.ts'
import { pythonFiles, pythonImage, pythonImageFile } from '../../../../src/python/node/sources.ts'
import { barePython } from '../bare.ts'

const image = await barePython()
const other = await barePython()
const full = await barePython({ fromImage: false })

test.each([
  'import sys; print(sys.path, sys.version, sys.argv, sys.executable, sys.flags.optimize)',
  'import os; print(sorted(os.environ.items()), os.getcwd(), os.listdir("/"), os.listdir())',
  'import time, datetime; print(time.time(), time.tzname, time.timezone, datetime.datetime.now().astimezone())',
  'import locale, sys; print(locale.getlocale(), sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.stdout.encoding)',
  'import gc, warnings, sys; print(gc.get_threshold(), gc.isenabled(), warnings.filters, sys.getrecursionlimit(), sys.getswitchinterval())',
  'import threading; print(threading.enumerate(), threading.get_ident() == threading.main_thread().ident)',
  'import logging; logging.basicConfig(format="%(relativeCreated)d %(message)s"); logging.warning("now")',
  'import asyncio\nasync def main():\n    await asyncio.sleep(1)\n    return asyncio.current_task()\nprint(asyncio.run(main()).get_name())',
  'import decimal, zoneinfo, uuid, json, re; print(decimal.getcontext(), uuid.uuid5(uuid.NAMESPACE_DNS, "a"), json.dumps({"a": [1.5]}))',
  'import psycopg2, psycopg2.extras, psycopg2.pool\npsycopg2.connect("host=nowhere")',
  'import colorsys, tabnanny\nraise KeyError(colorsys.__name__)',
  'class A: pass\nprint(A(), open)'.replace('A()', 'A.__mro__'),
])('%s', async (program) => {
  expect(await image.run(program)).toEqual(await full.run(program))
})

test.each([
  'import random; print(random.random(), random.Random().random())',
  'import uuid, secrets, os; print(uuid.uuid4(), secrets.token_hex(8), os.urandom(8))',
])('not the same at each start: %s', async (program) => {
  const { stdout, stderr } = await image.run(program)
  expect(stderr).toBe('')
  expect(stdout).not.toBe((await other.run(program)).stdout)
})

test('an image of another Python is refused', async () => {
  const { header, memoryBytes, runs } = pythonImage()
  const changed = header.slice()
  changed[16]! ^= 1 // in Pyodide's number of its build
  const load = loadPyodideInNode(pythonFiles(), { header: changed, memoryBytes, runs })
  await expect(load).rejects.toThrow(/^Snapshot build id mismatch/)
})

test('one that has been cut off is refused', () => {
  const file = pythonImageFile()
  expect(() => readPythonImage(file.subarray(0, file.length - 1))).toThrow('The image of Python has been cut off.')
})

test('only what differs is in the file', () => {
  const header = new Uint8Array(48)
  header[4] = 48
  const memory = new Uint8Array(5 * 4096)
  memory[1] = 1
  memory[2 * 4096] = 2
  memory[3 * 4096 + 5] = 3
  const fresh = new Uint8Array(2 * 4096)
  fresh[1] = 1
  const snapshot = new Uint8Array([...header, ...memory])
  const read = readPythonImage(writePythonImage(snapshot, fresh))
  expect(read.header).toEqual(header)
  expect(read.memoryBytes).toBe(memory.length)
  expect(read.runs).toEqual([{ at: 2 * 4096, bytes: memory.subarray(2 * 4096, 4 * 4096) }])
})
