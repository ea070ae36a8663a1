/** Ten queries on the altered server beside PGlite as it comes: what checks for interrupts cost, and what else was gained. */
import { Postmaster } from '../../src/postgres/postmaster.ts'
import type { QueriesResult } from './results.ts'
import { openSession, ourParts, queryMessage, runOurs, startStock } from './servers.ts'
import { geometricMean, median, rounded } from './statistics.ts'

const RUNS = 25
/** V8 compiles what runs often a second time, better: not while it is measured. */
const WARM_UP = 6

const SETUP = [
  'create table numbers as select i, i % 1000 as grp, md5(i::text) as name from generate_series(1, 200000) i',
  'create table target (i int primary key, name text)',
  'vacuum analyze numbers',
  'checkpoint',
]

/** Each for some tens of milliseconds. */
const QUERIES: Readonly<Record<string, string>> = {
  'hash join': 'select count(*) from numbers a join numbers b on a.i = b.i * 2',
  'nested loop': 'select count(*) from generate_series(1, 1200) a, generate_series(1, 1200) b where a * b % 7 = 3',
  sort: 'select count(*) from (select name from numbers order by name offset 1) s',
  aggregate: 'select grp, count(*), sum(i), avg(i), max(name) from numbers group by grp',
  'catalog join':
    'select count(*) from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid cross join generate_series(1, 100)',
  'PL/pgSQL loop': 'do $$ declare n bigint := 0; begin for i in 1..500000 loop n := n + i % 7; end loop; end $$',
  'PL/pgSQL exceptions':
    'do $$ declare n int := 0; begin for i in 1..5000 loop begin n := 1 / (i % 2); exception when division_by_zero then n := -1; end; end loop; end $$',
  'regular expression': `select count(*) from numbers where i < 50000 and name ~ '([0-9])[a-f]+\\1.*[0-4]{3}'`,
  'insert of many rows': 'insert into target select i, name from numbers limit 30000',
  json: `select sum((jsonb_build_object('i', i, 'name', name, 'list', array[i, grp])::text::jsonb -> 'list' ->> 1)::int) from numbers where i <= 15000`,
  'window function':
    'select max(r) from (select rank() over (partition by grp order by name) + lag(i) over (order by i) as r from numbers) w',
  'recursive CTE': 'with recursive r(n) as (select 1 union all select n + 1 from r where n < 300000) select count(*) from r',
}

/** Brings things back to how they were, not timed. */
const AFTER: Readonly<Record<string, string>> = { 'insert of many rows': 'truncate target' }

export async function measureQueries(log: (line: string) => void): Promise<QueriesResult> {
  const postmaster = await Postmaster.start(await ourParts())
  const session = openSession(postmaster)
  const stock = await startStock()
  const servers = { ours: (message: Uint8Array) => runOurs(postmaster, session, message), stock: stock.run }
  for (const sql of SETUP) for (const run of Object.values(servers)) run(queryMessage(sql))

  const queries = Object.entries(QUERIES).map(([name, sql]) => {
    const message = queryMessage(sql)
    const after = AFTER[name] && queryMessage(AFTER[name])
    const timed = (which: keyof typeof servers) => {
      const began = performance.now()
      servers[which](message)
      const took = performance.now() - began
      if (after) servers[which](after)
      return took
    }
    const samples = { ours: [] as number[], stock: [] as number[] }
    for (let run = -WARM_UP; run < RUNS; run++) {
      // Whoever comes second finds another cache: they take turns
      const order = run % 2 ? (['ours', 'stock'] as const) : (['stock', 'ours'] as const)
      for (const which of order) {
        const took = timed(which)
        if (run >= 0) samples[which].push(took)
      }
    }
    const ratio = median(samples.ours.map((ours, i) => ours / samples.stock[i]!))
    log(`${name}: ${rounded(ratio)}`)
    return { name, ours: rounded(median(samples.ours)), stock: rounded(median(samples.stock)), ratio: rounded(ratio) }
  })
  await stock.close()
  return { runs: RUNS, queries, geometricMean: rounded(geometricMean(queries.map(({ ratio }) => ratio))) }
}
