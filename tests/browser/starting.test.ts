/** What a page downloads to run something, and when. */
import { expect, test } from 'vitest'
import { example, open, part, reach, runToEnd, server, setCode } from './site.ts'

const id = 'session-timeouts/statement-timeout'

/** Python's files that the page has asked for one by one, by their paths. */
const asRead = () => server.sent.map(({ name }) => /\/python\.(.*)\.file$/.exec(name)?.[1]).filter((path) => path !== undefined)

/** Imports a module that few do, and prints a traceback through the standard library. */
const PROGRAM = `
import threading
print("begun", flush=True)
import colorsys
threading.Thread(target=lambda: 1 / 0).start()
`

test("files of Python's are downloaded when it reads them, whether or not waits can suspend", async () => {
  const element = example(await open('session-timeouts/'), id)
  await setCode(element, 'print("started")')
  expect(await runToEnd(element)).toBe('started\n')
  expect(asRead()).toEqual([])
  await setCode(element, PROGRAM)
  expect(await runToEnd(element)).toContain('    self._target(*self._args, **self._kwargs)\n')
  expect(asRead()).toEqual(['standard.__pycache__.colorsys.cpython-314.pyc', 'standard.threading.py'])
})

test('one that cannot be downloaded fails the import with a sentence, and is asked for again', async () => {
  const element = example(await open('session-timeouts/', { expectFailures: true }), id)
  await setCode(element, PROGRAM)
  server.answers.lose = (name) => name.includes('colorsys')
  await part(element, 'run').click()
  expect(await reach(element, 'failed', 'done')).toBe('done')
  expect(await part(element, 'output').text()).toContain('This file could not be downloaded. Is there a connection to the network?')
  server.answers = {}
  await setCode(element, 'import colorsys\nprint(colorsys.rgb_to_hsv(0, 0, 0))')
  expect(await runToEnd(element)).toBe('(0.0, 0.0, 0)\n')
})
