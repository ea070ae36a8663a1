/** What the panel of sessions asks the server, and what it has answered. */
import type { Client } from '../psql/client.ts'

export interface SessionRow {
  readonly pid: number
  readonly name: string
  readonly user: string
  readonly state: string
  readonly wait: string
  readonly query: string
  /** In milliseconds; null: it is in none. */
  readonly transaction: number | null
  readonly blockers: readonly number[]
}

/** Of all sessions but the panel's own. */
const SESSIONS = `select pid, application_name, usename, coalesce(state, ''), concat_ws(': ', wait_event_type, wait_event), left(query, 500),
  extract(epoch from clock_timestamp() - xact_start) * 1000, array_to_string(pg_blocking_pids(pid), ' ')
from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() order by pid`

/** Null: the server does not answer any more. */
export async function askForSessions(client: Client): Promise<SessionRow[] | null> {
  const rows: SessionRow[] = []
  await client.execute(SESSIONS, (message) => {
    if (message.type !== 'DataRow') return
    const [pid, name, user, state, wait, query, transaction, blockers] = message.values.map((value) =>
      value ? new TextDecoder().decode(value) : '',
    )
    rows.push({
      pid: Number(pid),
      name: name!,
      user: user!,
      state: state!,
      wait: wait!,
      query: query!,
      transaction: transaction === '' ? null : Number(transaction),
      blockers: blockers!.split(' ').filter(Boolean).map(Number),
    })
  })
  return client.isOpen ? rows : null
}
