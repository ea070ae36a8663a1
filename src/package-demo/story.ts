import type { Server } from 'sessions-for-pglite'

export async function story(server: Server, print: (line: string) => void) {
  await server.query("create table stock (item text, amount int); insert into stock values ('apple', 5)")
  const full = server.snapshot()

  const one = await server.session()
  const other = await server.session()
  await one.query("begin; set idle_in_transaction_session_timeout = '10min'; update stock set amount = 4")
  const waiting = other.query('update stock set amount = 3')
  const began = performance.now()

  await server.clock.advance(9 * 60_000)
  print(`After nine minutes: ${await blocked(server)} session waits for a lock`)
  await server.clock.advance(60_000)
  print(`After ten: ${(await waiting).command}, ${await blocked(server)} waits`)
  await one.query('commit').catch(({ code, message }) => print(`${code}: ${message}`))
  print(`These ten minutes took less than a minute: ${performance.now() - began < 60_000}`)

  await server.restore(full)
  print(`Restored: ${(await server.query('select * from stock')).rows}`)
}

const blocked = async (server: Server) =>
  (await server.query("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")).rows[0]![0]
