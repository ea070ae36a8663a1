/**
 * What it costs a busy statement that it gives way: the same statement on a server whose waits block, and on one whose sessions take
 * turns, alone and beside a session that sleeps. They share one compiled module.
 */
import { Postmaster } from '../../src/postgres/postmaster.ts'
import { HostClock } from '../../src/turns/clock.ts'
import { Turns } from '../../src/turns/turns.ts'
import { OurServer } from '../stress/ours.ts'
import type { Connection } from '../stress/server.ts'
import type { GivingWayResult } from './results.ts'
import { openSession, ourParts, queryMessage, runOurs } from './servers.ts'
import { geometricMean, median, rounded } from './statistics.ts'

const RUNS = 25
const WARM_UP = 6

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

type Way = 'blocking' | 'alone' | 'beside'

export async function measureGivingWay(log: (line: string) => void): Promise<GivingWayResult> {
  const run = { blocking: await startBlocking(), ...(await startTakingTurns()) }
  for (const way of ['blocking', 'alone'] as const) await run[way](SETUP)
  const statements: GivingWayResult['statements'][number][] = []
  for (const [name, sql] of Object.entries(STATEMENTS)) {
    const taken: Record<Way, number[]> = { blocking: [], alone: [], beside: [] }
    for (let i = -WARM_UP; i < RUNS; i++) {
      // Whoever comes later finds another cache: they take turns at that as well
      const order = (['blocking', 'alone', 'beside'] as const).map((_, at, ways) => ways[(at + i + WARM_UP) % 3]!)
      for (const way of order) {
        const took = await run[way](sql)
        if (i >= 0) taken[way].push(took)
      }
    }
    const ratio = (way: Way) => rounded(median(taken[way].map((took, i) => took / taken.blocking[i]!)))
    statements.push({ name, blocking: rounded(median(taken.blocking)), alone: ratio('alone'), beside: ratio('beside') })
    log(name)
  }
  const mean = (way: 'alone' | 'beside') => rounded(geometricMean(statements.map((statement) => statement[way])))
  return { runs: RUNS, statements, alone: mean('alone'), beside: mean('beside') }
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

async function startTakingTurns(): Promise<{ alone: Run; beside: Run }> {
  const server = await OurServer.start(new Turns(new HostClock()))
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
  return { alone, beside }
}
