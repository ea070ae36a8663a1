/** Files of the standard library that are not there when Python reads them: see src/python/host/files/python-files.ts. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { PythonFiles } from '../../../../../src/python/host/files/python-files.ts'
import { pythonPaths, readAtStart } from '../../../../../src/python/node/sources.ts'
import { barePython } from '../../bare.ts'

const paths = pythonPaths()
const read = (path: string) => new Uint8Array(readFileSync(paths.get(path)!))
const sizes = new Map([...paths.keys()].map((path) => [path, read(path).length]))
const atStart = new Map(readAtStart().map((path) => [path, read(path)]))

/** As in a page, whose network is there or not. */
let online = true
const files = new PythonFiles(sizes, atStart, (path) => {
  if (!online) throw new Error('There is no network.')
  return read(path)
})
const { run } = await barePython({ files })

/** What is fetched for a program. */
async function fetchedFor(code: string): Promise<readonly string[]> {
  const before = files.fetched.length
  await run(code)
  return files.fetched.slice(before)
}

test('nothing for a start, nor for a program that imports what most do', async () => {
  expect(files.fetched).toEqual([])
  expect(await fetchedFor('import psycopg2, psycopg2.extras, threading, time, asyncio\nprint(1)\nprint(1 / 0)')).toEqual([])
})

test('sources when a traceback goes through them', async () => {
  const code = 'import threading\nthreading.Thread(target=lambda: 1 / 0).start()'
  const { stderr } = await run(code)
  expect(stderr).toContain('    self._target(*self._args, **self._kwargs)\n')
  expect(files.fetched).toEqual(['standard/threading.py'])
  expect(await fetchedFor(code)).toEqual([])
})

test('modules when they are imported', async () => {
  expect(await fetchedFor('import colorsys')).toEqual(['standard/__pycache__/colorsys.cpython-314.pyc'])
})

test('without a network a traceback lacks the lines, and an import says why it fails; later it works', async () => {
  online = false
  const traceback = await run('import queue, sys\nqueue.Queue().get_nowait()')
  expect(traceback.stderr).toMatch(
    /File "\/lib\/python314.zip\/queue.py", line \d+, in get_nowait\n {2}File "\/lib\/python314.zip\/queue.py"/,
  )
  const code = 'import wave\nprint(wave.__name__)'
  const { stderr } = await run(code)
  expect(stderr.trimEnd().split('\n').slice(-2)).toEqual([
    'OSError: [Errno 29] I/O error',
    'This file could not be downloaded. Is there a connection to the network? Then run the program again.',
  ])
  online = true
  expect((await run(code)).stdout).toBe('wave\n')
})
