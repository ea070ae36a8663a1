/**
 * What yielding costs a busy statement, alone and beside a session that sleeps, compared with the same server when it does not yield; and what
 * it costs that waits can suspend, compared with a server whose waits block. They share one compiled module.
 */
import { Postmaster } from '../../src/postgres/server/postmaster.ts'
import { HostClock } from '../../src/scheduling/clock.ts'
import { CooperativeScheduler } from '../../src/scheduling/cooperative-scheduler.ts'
import { OurServer } from '../stress/ours.ts'
import type { Connection } from '../stress/server.ts'
import type { YieldingResult } from './results.ts'
import { openSession, ourParts, queryMessage, runOurs } from './servers.ts'
import { geometricMean, median, rounded } from './statistics.ts'

/** Each with servers of its own: where their memory happens to lie makes some per cent. */
const ROUNDS = 5
const RUNS = 7
const WARM_UP = 3

const SETUP = 'create table numbers as select i, i % 1000 as grp, md5(i::text) as name from generate_series(1, 200000) i'

/** Each for a tenth of a second or so. */
const STATEMENTS: Readonly<Record<string, string>> = {
  'hash join': 'select count(*) from numbers a join numbers b on a.i = b.i * 2',
  'nested loop': 'select count(*) from generate_series(1, 1500) a, generate_series(1, 1500) b where a * b % 7 = 3',
  sort: 'select count(*) from (select name from numbers order by name offset 1) s',
  aggregate: 'select grp, count(*), sum(i), avg(i), max(name) from numbers group by grp',
  'PL/pgSQL loop': 'do $$ declare n bigint := 0; begin for i in 1..1000000 loop n := n + i % 7; end loop; end $$',
  'regular expression': `select count(*) from numbers where i < 30000 and name ~ '([0-9])[a-f]+\\1.*[0-4]{3}'`,
}

type Way = 'blocking' | 'keeping' | 'alone' | 'beside'
const WAYS: readonly Way[] = ['blocking', 'keeping', 'alone', 'beside']

type Times = Record<Way, number[]>

export async function measureYielding(log: (line: string) => void): Promise<YieldingResult> {
  const names = Object.keys(STATEMENTS)
  const times = names.map((): Times => ({ blocking: [], keeping: [], alone: [], beside: [] }))
  for (let round = 0; round < ROUNDS; round++) {
    await measureRound(times)
    log(`round ${round + 1} of ${ROUNDS}`)
  }
  const statements = names.map((name, i) => {
    const taken = times[i]!
    const factor = (way: Way, beside: Way) => rounded(median(taken[way].map((took, run) => took / taken[beside][run]!)))
    return {
      name,
      blocking: rounded(median(taken.blocking)),
      keeping: factor('keeping', 'blocking'),
      alone: factor('alone', 'keeping'),
      beside: factor('beside', 'keeping'),
    }
  })
  const mean = (way: 'keeping' | 'alone' | 'beside') => rounded(geometricMean(statements.map((statement) => statement[way])))
  return { runs: ROUNDS * RUNS, statements, keeping: mean('keeping'), alone: mean('alone'), beside: mean('beside') }
}

async function measureRound(times: readonly Times[]): Promise<void> {
  const run = { blocking: await startBlocking(), ...(await startSuspending()) }
  for (const way of ['blocking', 'alone'] as const) await run[way](SETUP)
  for (const [at, sql] of Object.values(STATEMENTS).entries())
    for (let i = -WARM_UP; i < RUNS; i++) {
      // The later ones find another cache, so that each comes later as often as the others
      const order = WAYS.map((_, place) => WAYS[(place + i + WARM_UP) % WAYS.length]!)
      for (const way of order) {
        const took = await run[way](sql)
        if (i >= 0) times[at]![way].push(took)
      }
    }
}

/** Each answers how long the statement took. */
type Run = (sql: string) => Promise<number>

async function startBlocking(): Promise<Run> {
  const postmaster = await Postmaster.start(await ourParts())
  const session = openSession(postmaster)
  return async (sql) => {
    const began = performance.now()
    runOurs(postmaster, session, queryMessage(sql))
    return performance.now() - began
  }
}

class BenchScheduler extends CooperativeScheduler {
  mayYield = true

  override get shouldYield(): boolean {
    return this.mayYield && super.shouldYield
  }
}

async function startSuspending(): Promise<Record<Exclude<Way, 'blocking'>, Run>> {
  const scheduler = new BenchScheduler(new HostClock())
  const server = await OurServer.start(scheduler)
  let session!: Connection
  let other!: Connection
  await server.play([
    async () => {
      session = (await server.connect(''))!
      other = (await server.connect(''))!
    },
  ])
  const timed = async (sql: string) => {
    const began = performance.now()
    const { error } = await session.query(sql)
    if (error) throw new Error(`${sql} ended with ${error}`)
    return performance.now() - began
  }
  const alone: Run = async (sql) => {
    let took = 0
    await server.play([
      async () => {
        took = await timed(sql)
      },
    ])
    return took
  }
  const keeping: Run = async (sql) => {
    scheduler.mayYield = false
    const took = await alone(sql)
    scheduler.mayYield = true
    return took
  }
  const beside: Run = async (sql) => {
    let took = 0
    await server.play([
      async () => {
        const sleeping = other.start('select pg_sleep(1000)')
        took = await timed(sql)
        other.cancel()
        await sleeping.wait()
      },
    ])
    return took
  }
  return { keeping, alone, beside }
}
