/** How much later than `statement_timeout` says the client has the error, ours beside real PostgreSQL over loopback. */
import { Postmaster } from '../../src/postgres/server/postmaster.ts'
import type { OvershootResult } from './results.ts'
import { openSession, ourParts, queryMessage, runOurs, startReal } from './servers.ts'
import { summary } from './statistics.ts'

/** From 100 ms on in steps: a statement has phases in which nothing can cancel it, as when a sort writes a run to its file. One limit alone would always or never meet them. */
const TIMEOUTS_MS = Array.from({ length: 30 }, (_, run) => 100 + 4 * run)
const QUERY_CANCELED = '57014'

const SETUP = 'create table numbers as select i, md5(i::text) as name from generate_series(1, 200000) i; analyze numbers'

/** Each would run for two seconds at the least, on either server. */
const STATEMENTS: Readonly<Record<string, string>> = {
  pg_sleep: 'select pg_sleep(10)',
  join: 'select count(*) from numbers a join numbers b on a.i % 500 = b.i % 499',
  sort: 'select count(*) from (select md5(name || n) as key from numbers, generate_series(1, 20) n order by key offset 1) sorted',
  'recursive CTE': 'with recursive r(n) as (select 1 union all select n + 1 from r where n < 100000000) select count(*) from r',
  'PL/pgSQL loop': 'do $$ declare n bigint := 0; begin loop n := n + 1; end loop; end $$',
  'regular expression': `select (select string_agg(md5(i::text), '') from generate_series(1, 300) i) ~ '(.{12,}).*\\1'`,
  'index build': 'create index on numbers (md5(repeat(name, 1000)))',
}

export async function measureOvershoot(log: (line: string) => void): Promise<OvershootResult> {
  const postmaster = await Postmaster.start(await ourParts())
  const session = openSession(postmaster)
  const ours = (sql: string) => runOurs(postmaster, session, queryMessage(sql))
  const real = await startReal()
  try {
    const both = async (sql: string) => {
      ours(sql)
      await real.run(sql)
    }
    await both(SETUP)
    const samples = Object.fromEntries(Object.keys(STATEMENTS).map((name) => [name, { ours: [] as number[], real: [] as number[] }]))
    for (const [run, timeout] of TIMEOUTS_MS.entries()) {
      await both(`set statement_timeout = ${timeout}`)
      for (const [name, sql] of Object.entries(STATEMENTS)) {
        samples[name]!.ours.push(await overshoot(name, timeout, () => ours(sql)))
        samples[name]!.real.push(await overshoot(name, timeout, () => real.run(sql)))
      }
      if (run % 10 === 9) log(`${run + 1} of ${TIMEOUTS_MS.length} runs`)
    }
    return {
      timeoutsMs: TIMEOUTS_MS,
      statements: Object.entries(samples).map(([name, { ours, real }]) => ({ name, ours: summary(ours), real: summary(real) })),
    }
  } finally {
    await real.close()
  }
}

async function overshoot(name: string, timeout: number, run: () => void | Promise<void>): Promise<number> {
  const began = performance.now()
  try {
    await run()
  } catch (error) {
    if ((error as { code?: string }).code === QUERY_CANCELED) return performance.now() - began - timeout
    throw error
  }
  throw new Error(`${name} ended before its timeout, after ${Math.round(performance.now() - began)} ms.`)
}
