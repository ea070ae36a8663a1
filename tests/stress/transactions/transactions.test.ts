/** Some hundreds of random transactions; `npm run stress -- transactions` runs sixteen thousand. */
import { expect, test } from 'vitest'
import { HostClock, SteppedClock } from '../../../src/scheduling/clock.ts'
import { CooperativeScheduler } from '../../../src/scheduling/cooperative-scheduler.ts'
import { OurServer } from '../ours.ts'
import { runTransactions } from './transactions.ts'

const SIZE = { seed: 1, sessions: 8, transactions: 30 }

test('random transactions keep every invariant, and a run can be repeated', { timeout: 120_000 }, async () => {
  const runs: (readonly [tally: ReadonlyMap<string, number>, time: number])[] = []
  for (let i = 0; i < 2; i++) {
    const clock = new SteppedClock()
    runs.push([await runTransactions(await OurServer.start(new CooperativeScheduler(clock)), SIZE), clock.now()])
  }
  expect(runs[1]).toEqual(runs[0])
  const [tally] = runs[0]!
  // It would not say much if nothing of this had happened
  for (const what of ['committed', 'reconnected', '23514', '40001', '40P01', '55P03', '57014', '57P01', '25P04'])
    expect(tally.get(what), what).toBeGreaterThan(0)
})

test('also while the clock runs by itself', { timeout: 120_000 }, async () => {
  const server = await OurServer.start(new CooperativeScheduler(new HostClock(Number.POSITIVE_INFINITY)))
  const tally = await runTransactions(server, { ...SIZE, seed: 2 })
  expect(tally.get('committed')).toBeGreaterThan(0)
})
