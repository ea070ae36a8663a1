/** The tables that the transactions work on, and what must hold for them. */
import type { Connection } from '../server.ts'
import { ACCOUNTS, COUNTERS, ON_CALL } from './program.ts'

const INITIAL = 100
/** Who listens here hears of transactions that have been committed. */
export const CHANNEL = 'ledger'

/** Each transaction enters in the ledger what it does: `source`, `target` and `amount` for a transfer, else `counter`. */
const SETUP = `
  create table accounts (id int primary key, balance int not null check (balance >= 0));
  create table counters (id int primary key, n int not null);
  create table people (id int primary key, on_call boolean not null);
  create table ledger (client int, number int, step int, source int, target int, amount int, counter int, primary key (client, number, step));
  insert into accounts select i, ${INITIAL} from generate_series(1, ${ACCOUNTS}) i;
  insert into counters select i, 0 from generate_series(1, ${COUNTERS}) i;
  insert into people select i, true from generate_series(1, ${ON_CALL}) i`

export async function openBank(connection: Connection): Promise<void> {
  const { error } = await connection.query(SETUP)
  if (error) throw new Error(`the tables could not be made: ${error}`)
}

/** Its rows say what is wrong. One statement, so that it looks at one snapshot. */
export const AUDIT = `
  select 'all accounts have together ' || sum(balance) from accounts having sum(balance) <> ${ACCOUNTS * INITIAL}
  union all
  select format('account %s has %s, not %s', id, balance, ${INITIAL} + coalesce(change, 0)) from accounts left join (
      select id, sum(change) as change
      from (select target as id, amount as change from ledger union all select source, -amount from ledger) changes group by id
    ) changed using (id)
  where balance <> ${INITIAL} + coalesce(change, 0)
  union all
  select format('counter %s stands at %s, not %s', id, n, coalesce(counted, 0))
  from counters left join (select counter as id, count(*) as counted from ledger group by counter) counts using (id)
  where n <> coalesce(counted, 0)
  union all
  select 'nobody is on call' from people having count(*) filter (where on_call) = 0`

/** As AUDIT, when all clients have gone. */
const AFTERWARDS = `
  select format('left behind: %s on %s %s', mode, locktype, coalesce(relation::regclass::text, '')) from pg_locks
  where pid is distinct from pg_backend_pid()
  union all
  select format('left behind: session %s, %s, in %s', pid, state, query) from pg_stat_activity
  where backend_type = 'client backend' and pid <> pg_backend_pid()
  union all
  select 'left behind: ' || gid from pg_prepared_xacts`

/** What is found by an index must be what is found without. */
const SCANS: Readonly<Record<string, string>> = {
  ledger: 'select count(*), sum(hashtext(ledger::text)) from ledger where client >= 0',
  'the key of ledger': 'select count(*), sum(number), sum(step) from ledger where client >= 0',
  accounts: 'select count(*), sum(id * balance) from accounts where id > 0',
  counters: 'select count(*), sum(id * n) from counters where id > 0',
}
const WITHOUT_INDEX = 'set enable_indexscan = off; set enable_indexonlyscan = off; set enable_bitmapscan = off; set enable_seqscan = on'
const BY_INDEX = 'set enable_indexscan = on; set enable_indexonlyscan = on; set enable_bitmapscan = off; set enable_seqscan = off'

/** What is wrong when all is over. */
export async function inspect(connection: Connection): Promise<string[]> {
  const wrong: string[] = []
  const ask = async (sql: string) => {
    const { rows, error } = await connection.query(sql)
    if (error) wrong.push(`${error} from ${sql}`)
    return rows
  }
  for (const sql of [AUDIT, AFTERWARDS]) wrong.push(...(await ask(sql)).map(([line]) => line!))
  for (const [what, sql] of Object.entries(SCANS)) {
    const [seen, found] = [await ask(`${WITHOUT_INDEX}; ${sql}`), await ask(`${BY_INDEX}; ${sql}`)]
    if (`${seen}` !== `${found}`) wrong.push(`${what}: ${seen} without an index, ${found} by it`)
  }
  return wrong
}

/** The name of an entry in the ledger, as clients keep it. */
export const entry = (client: number, number: number, step: number): string => `${client}/${number}/${step}`

export async function readLedger(connection: Connection): Promise<Set<string>> {
  const { rows } = await connection.query('select client, number, step from ledger')
  return new Set(rows.map(([client, number, step]) => entry(Number(client), Number(number), Number(step))))
}
