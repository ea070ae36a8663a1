/**
 * Ten queries and two, on the altered server beside PGlite as it comes: what checks for interrupts cost, and what else was gained.
 * Run as a program, it is one of several processes that measure: V8 does not optimise the same functions in each.
 */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Postmaster } from '../../src/postgres/server/postmaster.ts'
import type { QueriesResult } from './results.ts'
import { openSession, ourParts, queryMessage, runOurs, startStock } from './servers.ts'
import { geometricMean, median, rounded } from './statistics.ts'

const PROCESSES = 5
/** In each process. */
const RUNS = 11
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

/** By name, what each run took. */
type Samples = Record<string, { readonly ours: number[]; readonly stock: number[] }>

export async function measureQueries(log: (line: string) => void): Promise<QueriesResult> {
  const processes: Samples[] = []
  for (let i = 1; i <= PROCESSES; i++) {
    const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename])
    processes.push(JSON.parse(stdout) as Samples)
    log(`${i} of ${PROCESSES} processes`)
  }
  const queries = Object.keys(QUERIES).map((name) => {
    const all = (which: 'ours' | 'stock') => processes.flatMap((samples) => samples[name]![which])
    // Pairs of runs that followed one another, first in each process, so that one that went astray counts as one
    const ratio = median(processes.map((samples) => median(samples[name]!.ours.map((ours, i) => ours / samples[name]!.stock[i]!))))
    return { name, ours: rounded(median(all('ours'))), stock: rounded(median(all('stock'))), ratio: rounded(ratio) }
  })
  return { runs: PROCESSES * RUNS, queries, geometricMean: rounded(geometricMean(queries.map(({ ratio }) => ratio))) }
}

async function sample(): Promise<Samples> {
  const postmaster = await Postmaster.start(await ourParts())
  const session = openSession(postmaster)
  const stock = await startStock()
  const servers = { ours: (message: Uint8Array) => runOurs(postmaster, session, message), stock: stock.run }
  for (const sql of SETUP) for (const run of Object.values(servers)) run(queryMessage(sql))
  const samples: Samples = {}
  for (const [name, sql] of Object.entries(QUERIES)) {
    const message = queryMessage(sql)
    const after = AFTER[name] && queryMessage(AFTER[name])
    const taken = { ours: [] as number[], stock: [] as number[] }
    for (let run = -WARM_UP; run < RUNS; run++) {
      // Whoever comes second finds another cache: they take turns
      for (const which of run % 2 ? (['ours', 'stock'] as const) : (['stock', 'ours'] as const)) {
        const began = performance.now()
        servers[which](message)
        const took = performance.now() - began
        if (after) servers[which](after)
        if (run >= 0) taken[which].push(took)
      }
    }
    samples[name] = taken
  }
  return samples
}

if (import.meta.main) {
  console.log(JSON.stringify(await sample()))
  process.exit(0)
}
