/** A page as plain text. */
import { expect, test } from 'vitest'
import { plainText } from '../../../src/components/plain-text.ts'

const program = { title: 'Hello', code: 'print("<b>")\n', expected: { stdout: '<b>\n', stderr: '' }, exercise: null }
const text = (body: string) => plainText(body, (id) => (id === 'a/b' ? program : null))

test('tags and imports are gone, what is between them stays', () => {
  expect(text("import X from 'x'\n\n- <Claim by=\"a/b\" shows='c < d>'>So it is</Claim>.\n")).toBe('- So it is.')
  expect(text(':::note[Mind]\nthis\n:::\n')).toBe('**Mind**\nthis')
})

test('an example is its code and its output, with what is explained after it', () => {
  expect(text('<LiveExample id="a/b">\n\nBecause.\n\n</LiveExample>')).toBe(
    '**Example: Hello**\n\n```python\nprint("<b>")\n```\n\nIt prints:\n\n```text\n<b>\n```\n\nBecause.',
  )
})

test('code of the page itself is left as it is', () => {
  expect(text('```python\nimport psycopg2\na < b > c\n```')).toBe('```python\nimport psycopg2\na < b > c\n```')
})
