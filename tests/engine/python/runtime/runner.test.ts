/** How programs end: exit status, exceptions and their tracebacks, word for word as CPython prints them. */
import { describe, expect, test } from 'vitest'
import { complaint, printed, run } from '../programs.ts'

const lines = (...text: string[]) => `${text.join('\n')}\n`

describe('exit status', () => {
  test.each([
    ['', 0, ''],
    ['import sys; sys.exit()', 0, ''],
    ['import sys; sys.exit(None)', 0, ''],
    ['import sys; sys.exit(7)', 7, ''],
    ['import sys; sys.exit("that was it")', 1, 'that was it\n'],
    ['import sys; sys.exit([1, 2])', 1, '[1, 2]\n'],
    ['raise SystemExit(3)', 3, ''],
    ['import sys; sys.exit(True)', 1, ''],
    ['import sys; sys.exit(256 + 5)', 5, ''],
    ['import sys; sys.exit(-1)', 255, ''],
    ['import os; os._exit(9)', 9, ''],
    ['try:\n    import sys; sys.exit(4)\nfinally:\n    pass', 4, ''],
  ])('%s', async (code, exitStatus, stderr) => {
    expect(await run(code)).toMatchObject({ exitStatus, stderr, exception: null })
  })

  test('an exception is 1, KeyboardInterrupt is 130', async () => {
    expect(await run('1/0')).toMatchObject({ exitStatus: 1, exception: { type: 'ZeroDivisionError', message: 'division by zero' } })
    expect(await run('raise KeyboardInterrupt')).toMatchObject({ exitStatus: 130, exception: { type: 'KeyboardInterrupt', message: '' } })
  })

  test('exceptions are named as a program would name them', async () => {
    expect((await run('class Mine(Exception): pass\nraise Mine("x")')).exception).toEqual({ type: 'Mine', message: 'x' })
    expect((await run('import json; json.loads("{")')).exception?.type).toBe('json.decoder.JSONDecodeError')
    expect((await run('import psycopg2; psycopg2.connect("dbname=nosuch")')).exception?.type).toBe('psycopg2.OperationalError')
    expect((await run('class Odd(Exception):\n    def __str__(self): raise ValueError\nraise Odd')).exception).toMatchObject({
      type: 'Odd',
    })
  })
})

describe('tracebacks', () => {
  test('at module level, and in functions', async () => {
    expect(await complaint('x = 1\nx / 0\n')).toBe(
      lines(
        'Traceback (most recent call last):',
        '  File "main.py", line 2, in <module>',
        '    x / 0',
        '    ~~^~~',
        'ZeroDivisionError: division by zero',
      ),
    )
    expect(await complaint('def f(n):\n    return g(n)\n\n\ndef g(n):\n    raise ValueError(n)\n\n\nf(3)\n')).toBe(
      lines(
        'Traceback (most recent call last):',
        '  File "main.py", line 9, in <module>',
        '    f(3)',
        '    ~^^^',
        '  File "main.py", line 2, in f',
        '    return g(n)',
        '  File "main.py", line 6, in g',
        '    raise ValueError(n)',
        'ValueError: 3',
      ),
    )
  })

  test('with no frames of the driver or the clock, which CPython has in C', async () => {
    expect(await complaint('import psycopg2\nc = psycopg2.connect("dbname=lab").cursor()\nc.execute("select 1/0")\n')).toBe(
      lines(
        'Traceback (most recent call last):',
        '  File "main.py", line 3, in <module>',
        '    c.execute("select 1/0")',
        '    ~~~~~~~~~^^^^^^^^^^^^^^',
        'psycopg2.errors.DivisionByZero: division by zero',
        '',
      ),
    )
    expect(await complaint('import time\ntime.sleep(-1)\n')).toBe(
      lines(
        'Traceback (most recent call last):',
        '  File "main.py", line 2, in <module>',
        '    time.sleep(-1)',
        '    ~~~~~~~~~~^^^^',
        'ValueError: sleep length must be non-negative',
      ),
    )
  })

  test('of chained exceptions', async () => {
    const code = ['try:', '    {}["a"]', 'except KeyError as e:', '    raise RuntimeError("no") from e', ''].join('\n')
    expect(await complaint(code)).toBe(
      lines(
        'Traceback (most recent call last):',
        '  File "main.py", line 2, in <module>',
        '    {}["a"]',
        '    ~~^^^^^',
        "KeyError: 'a'",
        '',
        'The above exception was the direct cause of the following exception:',
        '',
        'Traceback (most recent call last):',
        '  File "main.py", line 4, in <module>',
        '    raise RuntimeError("no") from e',
        'RuntimeError: no',
      ),
    )
    expect(await complaint(code.replace(' from e', ''))).toContain(
      '\nDuring handling of the above exception, another exception occurred:\n',
    )
    expect(await complaint(code.replace('from e', 'from None'))).not.toContain('KeyError')
  })

  test('of programs that are not Python', async () => {
    expect(await complaint('def f(:\n    pass\n')).toBe(
      lines('  File "main.py", line 1', '    def f(:', '          ^', 'SyntaxError: invalid syntax'),
    )
    expect(await complaint('if 1:\nx = 2\n')).toBe(
      lines(
        '  File "main.py", line 2',
        '    x = 2',
        '    ^',
        "IndentationError: expected an indented block after 'if' statement on line 1",
      ),
    )
    expect((await run('x = "\0"')).exception?.type).toBe('SyntaxError')
  })

  test('that programs print themselves', async () => {
    const code = (print: string) =>
      `import logging, psycopg2, sys, traceback\nc = psycopg2.connect("dbname=lab").cursor()\ntry:\n    c.execute("nonsense")\nexcept psycopg2.Error:\n    ${print}\n`
    const expected = lines(
      'Traceback (most recent call last):',
      '  File "main.py", line 4, in <module>',
      '    c.execute("nonsense")',
      '    ~~~~~~~~~^^^^^^^^^^^^',
      'psycopg2.errors.SyntaxError: syntax error at or near "nonsense"',
      'LINE 1: nonsense',
      '        ^',
      '',
    )
    expect(await complaint(code('traceback.print_exc()'))).toBe(expected)
    expect(await complaint(code('logging.exception("failed")'))).toBe(`ERROR:root:failed\n${expected}`)
    expect(await complaint(code('sys.excepthook(*sys.exc_info())'))).toBe(expected)
    expect((await run(code('print(traceback.format_exc(), end="")'))).stdout).toBe(expected)
    expect((await run(code('print([f.name for f in traceback.extract_tb(sys.exc_info()[2])])'))).stdout).toBe("['<module>']\n")
  })

  test("through a program's own hook, and one that fails", async () => {
    expect(
      await printed(
        'import sys\nsys.excepthook = lambda kind, e, tb: print("hooked", e)\nraise ValueError(1)'.replace('raise', 'if 0: raise'),
      ),
    ).toBe('')
    expect(await run('import sys\nsys.excepthook = lambda kind, e, tb: print("hooked", e)\nraise ValueError(1)')).toMatchObject({
      stdout: 'hooked 1\n',
      stderr: '',
      exitStatus: 1,
    })
    expect(await complaint('import sys\nsys.excepthook = None\nraise ValueError(1)')).toContain('ValueError: 1')
  })
})

describe('recursion without end', () => {
  test.each([
    ['a function', 'def f():\n    f()\nf()', 'RecursionError', 'maximum recursion depth exceeded'],
    ['a limit that was raised', 'import sys\nsys.setrecursionlimit(10**9)\ndef f():\n    f()\nf()', 'RecursionError', ''],
  ])('%s', async (_what, code, type, message) => {
    const { exception, exitStatus, stderr } = await run(code)
    expect(exception?.type).toBe(type)
    expect(exception?.message).toContain(message)
    expect([exitStatus, stderr.startsWith('Traceback (most recent call last):')]).toEqual([1, true])
    expect(await printed('print(1 + 1)')).toBe('2\n')
  })
})

test('what is not there cannot be imported', async () => {
  expect(await complaint('import nosuchmodule\n')).toBe(
    lines(
      'Traceback (most recent call last):',
      '  File "main.py", line 1, in <module>',
      '    import nosuchmodule',
      "ModuleNotFoundError: No module named 'nosuchmodule'",
      'Packages in Python alone can be had with --mount DIR, from a folder that pip install --target DIR has filled.',
    ),
  )
  expect((await run('import psycopg')).exception?.type).toBe('ModuleNotFoundError')
})

describe('at the end', () => {
  test('exit handlers are run, the last first, and what they raise is told', async () => {
    expect((await run('import atexit\natexit.register(print, 1)\natexit.register(print, 2)\nprint(0)')).stdout).toBe('0\n2\n1\n')
    const { stderr, stdout, exitStatus } = await run('import atexit\natexit.register(lambda: 1/0)\natexit.register(print, 1)')
    expect([stdout, exitStatus]).toEqual(['1\n', 0])
    expect(stderr).toContain('ZeroDivisionError: division by zero')
    expect(await run('import atexit\natexit.register(print, "bye")\nraise SystemExit(2)')).toMatchObject({ stdout: 'bye\n', exitStatus: 2 })
    expect(await printed('print("none left")')).toBe('none left\n')
  })

  test('connections that were left open are closed, also in a cycle of objects', async () => {
    const { events, exception } = await run(`
import psycopg2
open_one = psycopg2.connect("dbname=lab")
open_one.cursor().execute("select 1")
class Box: pass
box = Box()
box.itself, box.connection = box, psycopg2.connect("dbname=lab")
`)
    expect(exception).toBeNull()
    expect(events.flatMap((event) => (event.kind === 'session-closed' ? [event.reason] : []))).toEqual(['terminate', 'terminate'])
  })
})
