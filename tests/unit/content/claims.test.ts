/** Facts that carry what proves them. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { unclaimed } from '../../../src/components/unclaimed.ts'
import { unproven } from '../../../src/examples/proof.ts'
import { titlesOf } from '../../../src/examples/titles.ts'

const pages = globSync('src/content/docs/**/*.mdx').map((file) => ({ file, text: readFileSync(file, 'utf8') }))
const claiming = pages.filter(({ text }) => text.includes('<Claim '))

describe.each(claiming)('$file', ({ text }) => {
  const tags = Array.from(text.matchAll(/<Claim\b([^>]*)>/g), ([, attributes]) => attributes!)

  test.each(tags)('%s', (attributes) => {
    const [, by, shows] = /^ by="([^"]+)" shows=(?:"([^"]+)"|'[^']+')$/.exec(attributes) ?? []
    const quoted = /shows='([^']+)'$/.exec(attributes)?.[1]
    expect(unproven(by ?? '', shows ?? quoted ?? '')).toBeNull()
  })
})

test.each(pages)('$file has nothing that it does not prove', ({ file, text }) => {
  const [, head, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(text)!
  const page = file.slice('src/content/docs/'.length, -'.mdx'.length)
  expect(unclaimed(body!, page, /^ {2}seen: /m.test(head!))).toBeNull()
})

describe('a chapter or an overview', () => {
  const claim = '<Claim by="a/b" shows="c">So</Claim>'

  test.each([
    ['Text.', null],
    [`So.\n\n## To remember\n\n- ${claim}.`, 'the chapter makes no claim before its lines to remember: give its facts a <Claim>.'],
    [
      `${claim}.\n\n## More\n\nSo.\n\n## To remember\n`,
      'the section "More" has nothing that proves it: give it a <Claim>, or call it <Advice>.',
    ],
    [`${claim}.\n\n## To remember\n\n- So.`, '"- So." is neither a <Claim> nor <Advice>.'],
    ['So.\n\n## What to write instead\n\n1. So.', '"1. So." is neither a <Claim> nor <Advice>.'],
    [`So.\n\n## What to write instead\n\n1. ${claim}.`, null],
    [`${claim}.\n\n## More\n\n<Advice>Do.</Advice>\n\n## To remember\n\n- ${claim}.`, null],
  ])('%j', (text, fault) => {
    expect(unclaimed(text)).toBe(fault)
  })
})

describe('an entry of /errors/', () => {
  const claim = '<Claim by="a/b" shows="c">So</Claim>'
  const why = (text: string) => `\n## Why, and how to tell\n\n${text}\n\n## What to do\n\nDo.\n`
  const not = (text: string) => `\n## What not to do\n\n${text}\n`

  test.each([
    [why('So.'), false, 'the section "Why, and how to tell" has no <Claim>.'],
    [why('So.'), true, null],
    [why(claim), false, null],
    [why(claim) + not('- Do not.'), false, null],
    [why(claim) + not('- Do not. It is bad.'), false, '"- Do not. It is bad." gives a reason that is neither a <Claim> nor <Advice>.'],
    [why(claim) + not(`- Do not. ${claim}.`), false, null],
  ])('%j, seen elsewhere: %s', (text, seen, fault) => {
    expect(unclaimed(text, 'errors/one', seen)).toBe(fault)
  })
})

describe('what this site says of itself', () => {
  const claim = '<Claim by="tests/a.test.ts" shows="c">So</Claim>'
  const bare = (text: string) => `"${text}" has nothing that proves it: give it a <Claim>, or call it <Advice>.`

  test.each([
    [`import Claim from 'x'\n\n## A section\n\n${claim}.`, null],
    [`${claim}.\n\nSo.`, bare('So.')],
    [`${claim}.\n\n- ${claim}.\n- So.\n  And so.`, bare('- So.\n  And so.')],
    [`| What | How |\n|---|---|\n| a | ${claim} |\n| b | so |`, bare('| b | so |')],
    ['```sh\nso\n```', null],
  ])('%j', (text, fault) => {
    expect(unclaimed(text, 'how-it-works')).toBe(fault)
  })
})

describe('the titles of a file of tests', () => {
  test.each([
    ["test('a lock is free', async () => {})", 'a lock is free'],
    ['  describe("what\'s left", () => {', "what's left"],
    ["test.each([1, 2])('%s of them', (n) => {})", '%s of them'],
    ["test.runIf(name !== 'webkit')('elsewhere', () => {})", 'elsewhere'],
    ["test.each([\n  [1, 2],\n])('a table of %s', () => {})", 'a table of %s'],
    ["const cases = {\n  'one that is named': 1,\n}", 'one that is named'],
    ['    def test_tls(self) -> None:', 'test_tls'],
  ])('%j', (source, title) => {
    expect(titlesOf(source)).toEqual([title])
  })

  test.each(["// test('a lock is free', …)", "expect('a lock').toBe('free')", "await page.test('x', 1)"])('are not in %j', (source) => {
    expect(titlesOf(source)).toEqual([])
  })
})

describe('a claim', () => {
  test.each([
    ['session-timeouts/statement-timeout', 'cancelled: closed 0, transaction status 3', null],
    [
      'session-timeouts/statement-timeout',
      'cancelled: closed 2',
      'session-timeouts/statement-timeout does not show "cancelled: closed 2".',
    ],
    ['session-timeouts/statement-timeouts', 'cancelled', 'there is no session-timeouts/statement-timeouts that could prove it.'],
    ['session-timeouts/statement-timeout', ' ', 'it does not say what its proof shows.'],
    ['findings/dblink-holds-on-past-the-limit', 'dblink() raises QueryCanceled only when the other server has finished', null],
    // What people would guess is no proof
    [
      'findings/dblink-holds-on-past-the-limit',
      'what was cancelled has not happened',
      'findings/dblink-holds-on-past-the-limit does not show "what was cancelled has not happened".',
    ],
    ['conformance/transactions/retried', 'during commit attempt', null],
    ['conformance/transactions/retries', 'x', 'there is no conformance/transactions/retries that could prove it.'],
    ['tests/unit/content/claims.test.ts', 'a chapter or an overview', null],
    ['tests/unit/content/claims.test.ts', 'a chapter', 'tests/unit/content/claims.test.ts has no test "a chapter".'],
    ['tests/unit/content/claim.test.ts', 'a chapter', 'there is no tests/unit/content/claim.test.ts that could prove it.'],
    ['packages/pyodide', 'MPL-2.0', null],
    ['packages/this', 'psycopg2-lab 0.1.0, MIT', null],
    ['licences/pglite', 'Apache License', null],
    [
      'findings/dblink-holds-on-past-the-limit',
      'set -euo pipefail',
      'findings/dblink-holds-on-past-the-limit does not show "set -euo pipefail".',
    ],
  ])('by %s, which is to show "%s"', (by, shows, fault) => {
    expect(unproven(by, shows)).toBe(fault)
  })
})
