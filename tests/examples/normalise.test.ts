import { describe, expect, test } from 'vitest'
import { normaliseOutcome, normaliseText, normaliseTraceback } from './normalise.ts'

const lines = (...all: string[]) => all.join('\n')

describe('normaliseText', () => {
  test('leaves ordinary output alone', () => {
    const text = 'closed 2 status 1\n0.5 s\n(1, Decimal("18.75"))\nport 5999, 18 rows\n'
    expect(normaliseText(text)).toBe(text)
  })

  test('shows the port of the engine in place of the recorder’s, and no other', () => {
    const failed = (port: number) => `connection to server at "localhost" (127.0.0.1), port ${port} failed: FATAL:  no\n`
    expect(normaliseText(failed(40123), '40123')).toBe(failed(5432))
    expect(normaliseText(failed(5999), '40123')).toBe(failed(5999))
  })

  test('has one address for localhost', () => {
    expect(normaliseText('connection to server at "localhost" (::1), port 5432 failed: FATAL:  no\n')).toBe(
      'connection to server at "localhost" (127.0.0.1), port 5432 failed: FATAL:  no\n',
    )
  })

  test.each(['\n', ''])('reports a refusal on both addresses once (ending in %j)', (end) => {
    const refused = (address: string) =>
      lines(
        `connection to server at "localhost" (${address}), port 5999 failed: Connection refused`,
        '\tIs the server running on that host and accepting TCP/IP connections?',
      )
    expect(normaliseText(`before\n${refused('::1')}\n${refused('127.0.0.1')}${end}`)).toBe(`before\n${refused('127.0.0.1')}${end}`)
  })

  test('hides addresses of objects', () => {
    expect(normaliseText("<connection object at 0x7f12a4c3b9d0; dsn: 'dbname=lab', closed: 0>")).toBe(
      "<connection object at 0x…; dsn: 'dbname=lab', closed: 0>",
    )
  })

  test('hides the minor version of PostgreSQL', () => {
    expect(normaliseText('PostgreSQL 18.4 on x86_64, 180004, 18.4')).toBe('PostgreSQL 18 on x86_64, 180000, 18.4')
  })
})

describe('normaliseTraceback', () => {
  const plain = lines(
    'Traceback (most recent call last):',
    '  File "main.py", line 9, in <module>',
    '    cur.execute(',
    'psycopg2.errors.SyntaxError: syntax error at or near "selec"',
    'LINE 1: selec 1',
    '        ^',
    '',
    '',
  )

  test('keeps what every CPython prints', () => {
    expect(normaliseTraceback(plain)).toBe(plain)
  })

  test('drops the further lines of a statement and the marks under them, not the marks in a message', () => {
    const decorated = plain.replace(
      '    cur.execute(\n',
      '    cur.execute(\n    ~~~~~~~~~~~^\n        "selec 1"\n        ^^^^^^^^^\n    )\n    ^\n',
    )
    expect(normaliseTraceback(decorated)).toBe(plain)
  })

  test('drops the frames of the driver with their source, whether or not it can be shown', () => {
    const frame = '  File "/usr/lib/python3/dist-packages/psycopg2/__init__.py", line 122, in connect\n'
    const own = '    cur.execute(\n'
    expect(normaliseTraceback(plain.replace(own, `${own}${frame}    conn = _connect(dsn)\n           ^^^^^^^^^\n`))).toBe(plain)
    expect(normaliseTraceback(plain.replace(own, `${own}${frame}`))).toBe(plain)
  })

  test('names the program without its folder', () => {
    expect(normaliseTraceback(plain.replace('main.py', '/somewhere/else/main.py'))).toBe(plain)
  })

  test('keeps chained exceptions', () => {
    const chained = `${plain}During handling of the above exception, another exception occurred:\n\n${plain}`
    expect(normaliseTraceback(chained)).toBe(chained)
  })

  test('leaves indented text alone that is no traceback', () => {
    const text = 'a list:\n    one\n    two\n'
    expect(normaliseTraceback(text)).toBe(text)
  })
})

test('normaliseOutcome applies to all that is printed and to the exception', () => {
  const failed = 'connection to server at "localhost" (::1), port 40123 failed: FATAL:  no\n'
  const same = 'connection to server at "localhost" (127.0.0.1), port 5432 failed: FATAL:  no\n'
  const exception = (message: string) => ({ type: 'psycopg2.OperationalError', message })
  expect(normaliseOutcome({ stdout: failed, stderr: failed, exception: exception(failed), exitStatus: 1 }, '40123')).toEqual({
    stdout: same,
    stderr: same,
    exception: exception(same),
    exitStatus: 1,
  })
})
