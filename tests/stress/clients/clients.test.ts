/** Some random messages and 40 clients at once; `npm run stress -- clients` sends a million, and has 200. */
import { expect, test } from 'vitest'
import { trouble } from './clients.ts'

test('clients that break every rule get their errors, hold up nobody, and leave nothing', { timeout: 120_000 }, async () => {
  const { wrong, ended } = await trouble({ seed: 1, messages: 1500, crowd: 40, result: 10_000_000 })
  expect(wrong).toEqual([])
  expect(ended).toBeGreaterThan(0)
})
