/** Some random messages, 40 clients at once and some streams with mistakes; `npm run stress -- clients` has far more of each. */
import { expect, test } from 'vitest'
import { trouble } from './clients.ts'
import { mistakes } from './streams.ts'

test('clients that break every rule get their errors, hold up nobody, and leave nothing', { timeout: 120_000 }, async () => {
  const { wrong, ended } = await trouble({ seed: 1, messages: 1500, crowd: 40, result: 10_000_000 })
  expect(wrong).toEqual([])
  expect(ended).toBeGreaterThan(0)
})

test('streams with mistakes hold up nobody, and leave nothing', { timeout: 120_000 }, async () => {
  const { wrong } = await mistakes(1, 300)
  expect(wrong).toEqual([])
})
