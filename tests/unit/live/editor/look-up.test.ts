/** The card of the word at the caret, which is `|`. */
import { expect, test } from 'vitest'
import { spoken } from '../../../../src/live/editor/card.ts'
import { lookUp } from '../../../../src/live/editor/look-up.ts'
import { names, programWithCaret } from './known.ts'

const card = (text: string) => {
  const { state, at } = programWithCaret(text)
  const found = lookUp(state, at, names)
  return found && spoken(found.card)
}

test.each([
  ['import psycopg2\npsycopg2.|connect()', 'connect(). A function.'],
  ['import psycopg2\npsycopg2.err|ors', 'module errors. By SQLSTATE.'],
  ['from psycopg2 import connect|', 'connect(). A function.'],
  ['import psycopg2\nconn = psycopg2.connect()\nco|nn', 'conn. With cursor,info,closed.. Type: psycopg2.extensions.connection'],
  ['import psycopg2\nconn = psycopg2.connect()\nconn.clo|sed', 'closed. A property.'],
  [
    'import psycopg2\ntry:\n    pass\nexcept psycopg2.errors.Query|Canceled:\n    pass',
    'class QueryCanceled. SQLSTATE: 57014, operator intervention. Bases: psycopg2.Error ← Exception',
  ],
  ['x = "570|14"', 'class QueryCanceled. SQLSTATE: 57014, operator intervention. Bases: psycopg2.Error ← Exception'],
  [
    'cur.execute("SET LOCK_|TIMEOUT = 1")',
    'lock_timeout. How long to wait.\n\n0: for ever.. Value: integer, in ms if no unit is given. Default: 0 ms. Changed: by everybody, in a session',
  ],
  ['lock_|timeout = 1', null],
  ['x = "pri|nt"', null],
  ['| ', null],
])('%j', (text, wanted) => expect(card(text)).toBe(wanted))
