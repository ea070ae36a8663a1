import { describe, expect, test } from 'vitest'
import { type Known, Matcher } from '../../../src/errors/match.ts'
import { sqlstateClasses } from '../../../src/errors/sqlstates.ts'

const entry = (slug: string, texts: string[], sqlstate: string | null = null): Known => ({ slug, texts, sqlstate })
const matcher = new Matcher(
  [
    entry('statement', ['canceling statement due to statement timeout']),
    entry('admin', ['terminating connection due to administrator command'], '57P01'),
    entry('lost', ['server closed the connection unexpectedly']),
    entry('refused', ['connection to server … failed: Connection refused']),
    entry('expired', ['timeout expired']),
    entry('role', ['role "…" does not exist']),
    entry('relation', ['relation "…" does not exist'], '42P01'),
    entry('aborted', ['current transaction is aborted, commands ignored until end of transaction block', 'current transaction is aborted']),
  ],
  sqlstateClasses(),
)
const slugs = (text: string) => matcher.match(text).slugs

const traceback = `Traceback (most recent call last):
  File "app.py", line 9, in <module>
    cur.execute("SELECT 1")
psycopg2.OperationalError: server closed the connection unexpectedly
\tThis probably means the server terminated abnormally
\tbefore or while processing the request.
`

describe('finds', () => {
  test.each([
    ['a message alone', 'canceling statement due to statement timeout', ['statement']],
    ['a traceback', traceback, ['lost']],
    ['a line of the server’s log', '2026-11-29 12:00:00 UTC [42] ERROR:  canceling statement due to statement timeout', ['statement']],
    ['other spaces and capitals', 'Canceling  statement\tdue to STATEMENT timeout', ['statement']],
    ['what a terminal has broken', 'ERROR: canceling statement due\n    to statement timeout', ['statement']],
    ['what a mail has quoted', '> ERROR: canceling statement due\n> to statement timeout', ['statement']],
    ['a repr()', "OperationalError('server closed the connection unexpectedly\\n\\tThis probably means …\\n')", ['lost']],
    ['a log in JSON', '{"message":"relation \\"a\\" does not exist\\nLINE 1: …"}', ['relation']],
    ['other quotes', 'relation “a” does not exist', ['relation']],
    ['what stands for …', 'connection to server at "db" (10.0.0.7), port 5432 failed: Connection refused', ['refused']],
    ['nothing for …', 'role "" does not exist', ['role']],
  ])('%s', (_what, text, expected) => {
    expect(slugs(text)).toEqual(expected)
  })

  test('several, the first in the text first', () => {
    const admin = 'FATAL:  terminating connection due to administrator command\n'
    expect(slugs(admin + traceback)).toEqual(['admin', 'lost'])
    expect(slugs(traceback + admin)).toEqual(['lost', 'admin'])
  })

  test('an entry once, however often it occurs', () => {
    expect(slugs(traceback.repeat(3))).toEqual(['lost'])
  })

  test('an entry by its SQLSTATE, where the message is in another language', () => {
    expect(matcher.match('FEHLER:  42P01: Relation »a« existiert nicht\nERROR:  42P01: …').slugs).toEqual(['relation'])
    expect(matcher.match("psycopg2.errors.UndefinedTable: la relation « a » n'existe pas").slugs).toEqual(['relation'])
  })
})

describe('does not find', () => {
  test.each([
    ['a message cut off', 'canceling statement due to statement time'],
    ['a longer word', 'mytimeout expired'],
    ['the words in another order', 'statement timeout: canceling'],
    ['another limit', 'canceling statement due to recovery conflict'],
    ['what is in two quotations', 'role "a" of "b" does not exist'],
    [
      'a message whose … goes over the end of its line, and much more',
      `connection to server\n${'x\n'.repeat(200)}failed: Connection refused`,
    ],
    ['a message with too much for …', `connection to server ${'x'.repeat(500)} failed: Connection refused`],
    ['nothing', ''],
    ['blanks', ' \n\t\n'],
  ])('%s', (_what, text) => {
    expect(matcher.match(text)).toEqual({ slugs: [], sqlstates: [] })
  })

  test('the role where the relation is meant', () => {
    expect(slugs('role "a" may not: relation "b" does not exist')).toEqual(['relation'])
  })
})

describe('of an unknown message it tells', () => {
  const told = (text: string) => matcher.match(text).sqlstates

  test.each([
    'SQLSTATE 23514',
    'SQLSTATE: 23514',
    'SQLSTATE[23514]: Check violation',
    "pgcode '23514'",
    "'pgcode': '23514'",
    'ERROR:  23514: new row …',
    'psycopg2.errors.CheckViolation: new row …',
    'psycopg.errors.CheckViolation: new row …',
  ])('the class by its SQLSTATE: %s', (text) => {
    expect(told(text)).toEqual([{ sqlstate: '23514', name: 'CheckViolation', base: 'IntegrityError' }])
  })

  test('the SQLSTATE alone, if psycopg2 has no class for it', () => {
    expect(told('ERROR:  XX999: something new')).toEqual([{ sqlstate: 'XX999', name: null, base: null }])
  })

  test('nothing by five characters that are no SQLSTATE', () => {
    expect(told('order 23514 has failed with code 23514')).toEqual([])
  })
})

test('an entry says enough to be looked for', () => {
  expect(() => new Matcher([entry('short', ['… of …'])], [])).toThrow('"… of …" says too little to be looked for.')
})

describe('a paste of a megabyte', () => {
  const MEGABYTE = 1 << 20
  // Some twenty times what a quiet machine needs
  const LONGEST_MS = 4000

  test.each([
    ['of nothing known', 'the quick brown fox '],
    ['of beginnings', 'connection to server '],
    ['of ends', ' failed: connection refused'],
    ['of one long word', 'a'],
    ['of ends of lines', '\n'],
    ['of backslashes', '\\n'],
    ['of what looks like a SQLSTATE', 'SQLSTATE='],
  ])('%s is answered', (_what, piece) => {
    const text = piece.repeat(Math.ceil(MEGABYTE / piece.length))
    const began = performance.now()
    expect(slugs(text)).toEqual([])
    expect(performance.now() - began).toBeLessThan(LONGEST_MS)
  })

  test('is searched to its end', () => {
    expect(slugs(`${'x '.repeat(MEGABYTE / 2)}\n${traceback}`)).toEqual(['lost'])
  })
})
