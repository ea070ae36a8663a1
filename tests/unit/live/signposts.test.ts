/** Words that people search for, and where they lead. */
import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SIGNPOSTS, signposts } from '../../../src/live/signposts.ts'

const lead = (query: string) => signposts(query).map(({ address }) => address)

test.each([
  ['reconnect', 'reconnecting/'],
  ['how to ping', 'is-it-alive/'],
  ['Disconnected?', 'status/lost/'],
  ['SSL', 'errors/ssl-connection-closed/'],
  ['PgBouncer', 'pgbouncer/'],
  ['query hangs', 'waiting/'],
])('%s leads to %s', (query, address) => expect(lead(query)).toContain(address))

test.each(['', ' ', 'shipping', 'changes', 'wssl', 'a'.repeat(1_000_000)])('no nonsense for %.20s', (query) =>
  expect(lead(query)).toEqual([]),
)

describe.each(SIGNPOSTS)('$address', ({ address, words }) => {
  test('is a page', () => {
    const page = `src/content/docs/${address.replace(/\/$/, '')}.mdx`
    expect(existsSync(page), page).toBe(true)
  })

  test('is found by each of its words', () => {
    for (const word of words) expect(lead(`my ${word.toUpperCase()}!`), word).toContain(address)
  })
})
