/** What is offered at the caret, which is `|`. */
import { CompletionContext } from '@codemirror/autocomplete'
import { describe, expect, test } from 'vitest'
import { complete } from '../../../../src/live/editor/complete.ts'
import { names, programWithCaret } from './known.ts'

const offered = (text: string, explicit = false) => {
  const { state, at } = programWithCaret(text)
  return complete(new CompletionContext(state, at, explicit), names)?.options.map(({ label }) => label) ?? null
}

const connection = ['cursor', 'info', 'closed']
const cursor = ['execute', 'connection']
const error = ['pgcode', 'diag']

describe('behind a dot', () => {
  test.each([
    ['a module', 'import psycopg2\npsycopg2.|', ['connect', 'Error', 'errors', 'extras']],
    ['a word that has been begun', 'import psycopg2\npsycopg2.con|', ['connect', 'Error', 'errors', 'extras']],
    ['a module within one', 'import psycopg2\npsycopg2.errors.|', ['lookup', 'QueryCanceled']],
    ['a module by another name', 'import psycopg2.extras as x\nx.|', ['DictCursor', 'execute_values']],
    ['what a call gives', 'import psycopg2\nconn = psycopg2.connect("x")\nconn.|\n', connection],
    ['a call itself', 'import psycopg2\npsycopg2.connect().|', connection],
    ['what is imported by name', 'from psycopg2 import connect as open_it\nopen_it().|', connection],
    ['with', 'import psycopg2\nwith psycopg2.connect() as a, a.cursor() as b:\n    b.|', cursor],
    ['a property of a property', 'import psycopg2\nc = psycopg2.connect()\nc.cursor().connection.info.|', ['error_message']],
    ['except', 'import psycopg2\ntry:\n    pass\nexcept psycopg2.Error as e:\n    e.|', error],
    [
      'except with several',
      'import psycopg2\ntry:\n    pass\nexcept (psycopg2.Error, psycopg2.errors.QueryCanceled) as e:\n    e.|',
      error,
    ],
    ['an SQLSTATE', 'from psycopg2.errors import QueryCanceled as Q\ntry:\n    pass\nexcept Q as e:\n    e.diag.|', ['message_primary']],
    [
      'a factory',
      'import psycopg2, psycopg2.extras as x\nc = psycopg2.connect().cursor(cursor_factory=x.DictCursor)\nc.|',
      [...cursor, 'fetchone'],
    ],
    ['an attribute', 'import psycopg2\nself.db = psycopg2.connect()\nself.db.|', connection],
    ['several targets', 'import psycopg2\na = b = psycopg2.connect()\na.|', connection],
    ['a parameter as everybody calls it', 'def f(conn):\n    conn.|', connection],
    ['the latest before it', 'import psycopg2\na = psycopg2.connect()\na = a.cursor()\na.|\n\nb = 1\na = 1', cursor],
    ['what is called so, and is something else', 'cur = open("file")\ncur.|', null],
    ['several values', 'import psycopg2\na, b = psycopg2.connect(), 1\nb.|', null],
    ['what nobody knows', 'x.|', null],
    ['itself', 'a = a\na.|', null],
    ['another module', 'import time\ntime.|', null],
    ['a number', '1.|', null],
  ])('%s', (_what, text, wanted) => expect(offered(text)).toEqual(wanted))

  test('nothing in a comment', () => expect(offered('import psycopg2\n# psycopg2.|')).toBeNull())
})

describe('in an import', () => {
  test.each([
    ['from psycopg2 import |', ['connect', 'Error', 'errors', 'extras']],
    ['from psycopg2.extras import (\n    DictCursor,\n    exec|\n)', ['DictCursor', 'execute_values']],
    ['import psycopg2.|', ['connect', 'Error', 'errors', 'extras']],
    ['from time import sl|', []],
  ])('%j', (text, wanted) => expect(offered(text) ?? []).toEqual(wanted))
})

describe('in a string', () => {
  const all = ['lock_timeout', 'TimeZone']
  test.each([
    ['cur.execute("SET l|")', all],
    ['cur.execute("set local l|")', all],
    ['cur.execute("""\n  begin; show l|\n""")', all],
    ['cur.execute(f"SET {x}; SET l|', all],
    ['connect(options="-c l|")', all],
    ['cur.execute("alter role reader set l|")', all],
    ['cur.execute("SET l|', all],
    ['x = "loc|"', ['lock_timeout']],
    ['x = "lo|"', null],
    ['cur.execute("update t set l|")', null],
    ['cur.execute("SET |")', null],
    ['x = "it" |', null],
    ['x = "57|"', ['57014']],
    ['x = "in 57|"', null],
  ])('%j', (text, wanted) => expect(offered(text)).toEqual(wanted))

  test('all settings where somebody asks', () => expect(offered('cur.execute("SET |")', true)).toEqual(all))
})
