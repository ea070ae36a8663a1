/** Facts that carry what proves them. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { unclaimed } from '../../../src/components/unclaimed.ts'
import { unproven } from '../../../src/examples/proof.ts'

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

test.each(pages)('$file has nothing that it does not prove', ({ text }) => {
  expect(unclaimed(text)).toBeNull()
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
    [
      'findings/dblink-holds-on-past-the-limit',
      'set -euo pipefail',
      'findings/dblink-holds-on-past-the-limit does not show "set -euo pipefail".',
    ],
  ])('by %s, which is to show "%s"', (by, shows, fault) => {
    expect(unproven(by, shows)).toBe(fault)
  })
})
