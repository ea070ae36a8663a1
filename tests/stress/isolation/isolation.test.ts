/** Histories of two sessions have the outcomes here that they had on a real PostgreSQL: `npm run stress -- isolation --record` asks it again. */
import { expect, test } from 'vitest'
import { SteppedClock } from '../../../src/scheduling/clock.ts'
import { CooperativeScheduler } from '../../../src/scheduling/cooperative-scheduler.ts'
import { OurServer } from '../ours.ts'
import { LEVELS, SHORT } from './histories.ts'
import { interleavings } from './interleavings.ts'
import { collectOutcomes, differences, readRecorded } from './outcomes.ts'

test('every interleaving of two sessions, at every level of isolation', { timeout: 120_000 }, async () => {
  const server = await OurServer.start(new CooperativeScheduler(new SteppedClock()))
  const outcomes = await collectOutcomes(server, SHORT, () => {})
  expect(differences(outcomes, readRecorded(), ['here', 'on a real server'])).toEqual([])
  expect(outcomes.size).toBeGreaterThanOrEqual(15 * LEVELS.length)
  expect(server.oddities).toEqual([])
})

test('interleavings are all there, and those that begin alike are left out when told so', () => {
  const all = [...interleavings([2, 2])].map((order) => order.join(''))
  expect(all).toEqual(['0011', '0101', '0110', '1001', '1010', '1100'])
  expect([...interleavings([3, 2, 2])]).toHaveLength(210)
  const some = interleavings([2, 2])
  expect([some.next(), some.next(1), some.next(2)].map(({ value }) => value?.join(''))).toEqual(['0011', '1001', '1100'])
})
