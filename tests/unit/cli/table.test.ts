/** Rows as psql prints them. */
import { expect, test } from 'vitest'
import { formatTable } from '../../../src/cli/table.ts'

test('a table is aligned as psql aligns it: numbers to the right, NULL empty', () => {
  expect(
    formatTable(
      ['n', 'text'],
      [
        ['1', null],
        ['-20', 'abc'],
      ],
    ),
  ).toBe('  n  | text\n-----+------\n   1 |\n -20 | abc\n(2 rows)\n')
})
