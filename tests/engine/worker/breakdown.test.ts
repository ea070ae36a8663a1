/** A program that takes Python down has a result like any other; the engine it ran in is spent. */
import { expect, test } from 'vitest'
import { createEngine } from '../../../src/cli/engine-in-node.ts'

test('recursion through code in C ends the program, and is told as such', async () => {
  const engine = await createEngine()
  const code =
    'class Endless:\n    def __repr__(self):\n        return repr(self)\n\nprint("before")\nimport sys\nsys.setrecursionlimit(3000)\nrepr(Endless())\n'
  const result = await engine.run({ code, fileName: 'main.py', setup: null, clock: 'fast' })
  expect(result.stdout).toBe('before\n')
  expect(result.stderr).toMatch(/^Fatal Python error: the program calls itself more deeply than the browser's stack allows\n$/)
  expect(result.exception?.type).toBe('Fatal Python error')
  expect(result.exitStatus).toBe(134)
  expect(engine.broken).toBe(true)
})

const run = async (code: string) => {
  const engine = await createEngine()
  return { ...(await engine.run({ code, fileName: 'main.py', setup: null, clock: 'fast' })), broken: engine.broken }
}
const NAMES = 'print len isinstance type str getattr hasattr __import__ BaseException'.split(' ')

test.each([
  ['set to None', NAMES.map((name) => `builtins.${name} = None`)],
  ['deleted', NAMES.map((name) => `del builtins.${name}`)],
  ['set to what raises', NAMES.map((name) => `builtins.${name} = lambda *_, **__: 2 / 0`)],
])('after builtins are %s, an exception is told as ever', async (_, statements) => {
  const result = await run(`import builtins\n${statements.join('\n')}\n1 / 0\n`)
  expect(result.stderr).toMatch(
    /^Traceback \(most recent call last\):\n {2}File "main.py", line 11, in <module>\n.*\n.*\nZeroDivisionError: /,
  )
  expect(result).toMatchObject({ exception: { type: 'ZeroDivisionError', message: 'division by zero' }, exitStatus: 1, broken: false })
})

test('without most builtins, a thread and exit functions are told as ever', async () => {
  const result = await run(`
import atexit, builtins, threading
atexit.register(lambda: 1 / 0)
threading.Thread(target=lambda: print("a thread")).start()
builtins.BaseException = builtins.isinstance = builtins.len = None
`)
  expect(result.stderr).toContain('Exception ignored in atexit callback')
  expect(result.stderr).toContain('ZeroDivisionError: division by zero\n')
  expect(result).toMatchObject({ exception: null, exitStatus: 0, broken: false })
})

test('what a program has done to builtins is there in its exit functions, be an exception told before or not', async () => {
  const result = await run(`
import atexit, builtins
class Unraisable:
    def __del__(self): 1 / 0
builtins.abs = lambda number: "abs"
del builtins.len
atexit.register(lambda: print(abs(1), hasattr(builtins, "len")))
Unraisable()
print(abs(1), hasattr(builtins, "len"))
2 / 0
`)
  expect(result.stdout).toBe('abs False\nabs False\n')
  expect(result.stderr).toMatch(/^Exception ignored while calling deallocator [\s\S]*\nZeroDivisionError: [\s\S]*\nZeroDivisionError: /)
})

test('after what ends a program is overwritten, its end is told as ever', async () => {
  const result = await run('import gc, os, sys, traceback\ngc.collect = sys.excepthook = traceback.print_exc = os.chdir = None\n1 / 0\n')
  expect(result.stderr).toContain('\nZeroDivisionError: division by zero\n')
  expect(result).toMatchObject({ exception: { type: 'ZeroDivisionError' }, exitStatus: 1, broken: false })
})

test('where Python cannot tell how a program ended, it is said why', async () => {
  const result = await run(
    'import gc\nfor thing in gc.get_objects():\n    if type(thing) is dict and "_wait_for_threads" in thing: thing.clear()\n',
  )
  expect(result.stderr).toMatch(/\nFatal Python error: the program has changed what Python needs to tell how it ended \(.+\)\n$/)
  expect(result).toMatchObject({ exception: { type: 'Fatal Python error' }, exitStatus: 134, broken: true })
})
