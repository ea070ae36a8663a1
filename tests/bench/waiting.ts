/** Sessions that wait side by side: how soon they go on, and what it costs to change between them. The same on ours and on a real server. */
import { HostClock } from '../../src/scheduling/clock.ts'
import { CooperativeScheduler } from '../../src/scheduling/cooperative-scheduler.ts'
import { OurServer } from '../stress/ours.ts'
import { RealServer } from '../stress/real.ts'
import type { Connection, Server } from '../stress/server.ts'
import type { WaitingResult } from './results.ts'
import { median, rounded, type Summary, summary } from './statistics.ts'

const WARM_UP = 10
const RUNS = 200
/** Each takes as long as the timeout. */
const ALARMS = 40
const TIMEOUT_MS = 100
const OPEN = 10

const BUSY = 'do $$ declare n bigint := 0; begin loop n := n + 1; end loop; end $$'

export async function measureWaiting(log: (line: string) => void): Promise<WaitingResult> {
  const ours = await measure(await OurServer.start(new CooperativeScheduler(new HostClock())))
  log('ours')
  const real = await measure(await RealServer.start())
  log('real')
  return { runs: RUNS, alarms: ALARMS, timeoutMs: TIMEOUT_MS, sessions: OPEN, ours, real }
}

async function measure(server: Server): Promise<WaitingResult['ours']> {
  let result!: WaitingResult['ours']
  try {
    await server.play([
      async () => {
        const sessions: Connection[] = []
        while (sessions.length < OPEN) sessions.push((await server.connect('-c client_min_messages=warning'))!)
        const [holder, waiter, monitor, busy] = sessions as [Connection, Connection, Connection, Connection]
        await holder.query('create table t as select 0 as n')
        const resumed = await measureResumption(server, holder, waiter, monitor)
        const computing = busy.start(BUSY)
        await server.pause(1)
        const resumedBesideBusy = await measureResumption(server, holder, waiter, monitor)
        const late = await measureAlarms(waiter)
        if (computing.answer) throw new Error(`The busy session is not busy any more: ${computing.answer.error}`)
        busy.cancel()
        await computing.wait()
        result = { resumed, resumedBesideBusy, late, switch: await measureSwitching(sessions) }
      },
    ])
  } finally {
    await server.stop()
  }
  return result
}

/** From the answer to COMMIT to the answer of the session that waited for it. A client may hear of them in either order. */
async function measureResumption(server: Server, holder: Connection, waiter: Connection, monitor: Connection): Promise<Summary> {
  const samples: number[] = []
  for (let run = -WARM_UP; run < RUNS; run++) {
    await holder.query('begin; update t set n = n + 1')
    const waiting = waiter.start('update t set n = n + 1')
    while ((await monitor.query(`select 1 from pg_locks where pid = ${waiter.pid} and not granted`)).rows.length === 0)
      await server.pause(0)
    const answered: Record<'committed' | 'resumed', number> = { committed: 0, resumed: 0 }
    await holder.query('commit')
    answered.committed = performance.now()
    await waiting.wait()
    answered.resumed = performance.now()
    if (run >= 0) samples.push(answered.resumed - answered.committed)
  }
  return summary(samples)
}

/** How much later than its timeout a sleeping session's client has the error. */
async function measureAlarms(session: Connection): Promise<Summary> {
  const samples: number[] = []
  await session.query(`set statement_timeout = ${TIMEOUT_MS}`)
  for (let run = 0; run < ALARMS; run++) {
    const began = performance.now()
    const { error } = await session.query('select pg_sleep(10)')
    if (error !== '57014') throw new Error(`A sleep ended with ${error}.`)
    samples.push(performance.now() - began - TIMEOUT_MS)
  }
  await session.query('reset statement_timeout')
  return summary(samples)
}

/** A query in one session after another, twice in each: the second time nobody else has been in between. */
async function measureSwitching(sessions: readonly Connection[]): Promise<number> {
  const timed = async (session: Connection) => {
    const began = performance.now()
    await session.query('select 1')
    return performance.now() - began
  }
  const costs: number[] = []
  for (let run = -WARM_UP; run < RUNS; run++)
    for (const session of sessions) {
      const cost = (await timed(session)) - (await timed(session))
      if (run >= 0) costs.push(cost)
    }
  return rounded(median(costs))
}
