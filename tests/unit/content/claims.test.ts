/** Facts that carry what proves them. A page that has such claims is held to it: its lines to remember are all claims, or advice. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { unproven } from '../../../src/examples/proof.ts'

const pages = globSync('src/content/docs/**/*.mdx')
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
  .filter(({ text }) => text.includes('<Claim '))

test('there are claims', () => {
  expect(pages.length).toBeGreaterThanOrEqual(20)
})

describe.each(pages)('$file', ({ text }) => {
  const tags = Array.from(text.matchAll(/<Claim\b([^>]*)>/g), ([, attributes]) => attributes!)

  test.each(tags)('%s', (attributes) => {
    const [, by, shows] = /^ by="([^"]+)" shows=(?:"([^"]+)"|'[^']+')$/.exec(attributes) ?? []
    const quoted = /shows='([^']+)'$/.exec(attributes)?.[1]
    expect(unproven(by ?? '', shows ?? quoted ?? '')).toBeNull()
  })

  test('each line to remember is a claim, or advice', () => {
    const remembered = text.split('\n## To remember\n')[1]?.match(/^- .*$/gm) ?? []
    expect(remembered.filter((line) => !/<(Claim|Advice)\b/.test(line))).toEqual([])
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
