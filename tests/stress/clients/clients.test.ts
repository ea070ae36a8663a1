/** A few thousand random messages and 60 clients at once; `npm run stress -- clients` sends a million, and has 200. */
import { expect, test } from 'vitest'
import { trouble } from './clients.ts'

test('clients that break every rule get their errors, hold up nobody, and leave nothing', { timeout: 60_000 }, async () => {
  const { wrong, ended } = await trouble({ seed: 1, messages: 3000, crowd: 60, result: 20_000_000 })
  expect(wrong).toEqual([])
  expect(ended).toBeGreaterThan(0)
})
