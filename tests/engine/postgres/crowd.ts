/** Sessions that are suspended, each in another way, for tests of what happens beside them. */
import type { Client } from './client.ts'
import type { Server } from './server.ts'

export interface Crowd {
  /** Its transaction holds the lock of the table `held`. */
  readonly holder: Client
  /** Waits for that lock. */
  readonly locked: Client
  readonly asleep: Client
  /** Waits for rows from its client. */
  readonly copying: Client
  /** Has yielded in the middle of a computation. */
  readonly busy: Client
}

export async function crowd(server: Server, database = 'lab'): Promise<Crowd> {
  const [holder, locked, asleep, copying, busy] = Array.from({ length: 5 }, () => server.open({ database })) as [Client, ...Client[]]
  await holder.run('create table held(a int)', 'create table filled(a int)', 'begin', 'lock table held')
  const members = { holder, locked: locked!, asleep: asleep!, copying: copying!, busy: busy! }
  members.locked.start('select count(*) from held')
  members.asleep.start('select pg_sleep(1e6)')
  members.copying.start('copy filled from stdin')
  members.busy.start('select pg_sleep(0.001); do $$ begin loop null; end loop; end $$')
  await server.sleep(10)
  return members
}
