/** Some hundreds of suspensions; `npm run stress -- suspensions` makes ten thousand. */
import { expect, test } from 'vitest'
import { measureSuspensions } from './suspensions.ts'

test('sessions that were suspended leave nothing behind, however their waits ended', { timeout: 60_000 }, async () => {
  const { count, wrong } = await measureSuspensions(500)
  expect(count).toBeGreaterThanOrEqual(500)
  expect(wrong).toEqual([])
})
