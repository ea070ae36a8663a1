/** Words that people search for, and where they lead. */
import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SIGNPOSTS, signposts } from '../../../src/live/signposts.ts'

const lead = (query: string) => signposts(query).map(({ signpost }) => signpost.address)

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

describe.each(SIGNPOSTS)('$address', ({ address, title, phrases }) => {
  test('is a page', () => {
    const page = `src/content/docs/${address.replace(/\/$/, '')}.mdx`
    expect(existsSync(page), page).toBe(true)
    expect(title).not.toBe('')
  })

  test('is found by each of its phrases', () => {
    for (const phrase of phrases) expect(lead(`${phrase.toUpperCase()}!`), phrase).toContain(address)
  })
})

test('the phrase with the most words comes first', () => {
  expect(lead('which pool timeout')).toEqual(['which-timeout/', 'threads/pools/'])
})
