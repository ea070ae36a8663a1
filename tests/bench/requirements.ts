/** What the numbers must reach. */
import type { Results } from './results.ts'
import { rounded } from './statistics.ts'

/** One line for each requirement that the results miss. */
export function missed({ overshoot, queries, sessions, waiting, yielding, python, pgbench, package: packaged }: Results): string[] {
  const lines: string[] = []
  const atMost = (what: string, value: number, most: number) => {
    if (value > most) lines.push(`${what} is ${value}, and may be ${most} at most.`)
  }
  const atLeast = (what: string, value: number, least: number) => {
    if (value < least) lines.push(`${what} is ${value}, and has to be ${least} at least.`)
  }
  for (const { name, ours, real } of overshoot?.statements ?? []) {
    atMost(`The median overshoot of ${name}, in ms above real PostgreSQL's,`, Number((ours.median - real.median).toFixed(3)), 1)
    atMost(`The p99 of the overshoot of ${name}, in ms,`, ours.p99, 10)
  }
  if (queries) atMost('The geometric mean of altered/stock', queries.geometricMean, 1)
  for (const { name, ratio } of queries?.queries ?? []) atMost(`altered/stock of ${name}`, ratio, 1.08)
  if (sessions) {
    atMost('Opening a session, in ms,', sessions.open.median, 15)
    atMost('A switch, in ms,', sessions.switch, 0.1)
    atMost('What an idle session takes up, in bytes,', sessions.idle.newBytes, 2 ** 20)
    const { before, after } = sessions.churn
    atMost('WebAssembly memory after many sessions', after.wasmMemoryBytes, before.wasmMemoryBytes)
    atMost('The number of open files after many sessions', after.descriptors, before.descriptors)
    atMost('The size of array buffers after many sessions', after.arrayBufferBytes, before.arrayBufferBytes + 64 * 1024)
    atMost("JavaScript's heap after many sessions", after.heapBytes, before.heapBytes + 2 ** 20)
  }
  if (waiting) {
    const { resumed, resumedBesideBusy, late, switch: cost } = waiting.ours
    atMost('Resuming after the commit waited for, in ms,', resumed.p99, 5)
    atMost('Resuming so beside a busy session, in ms,', resumedBesideBusy.p99, 5)
    atMost("How late a suspended session's alarm is beside a busy one, in ms,", late.median, 5)
    atMost(`A switch with ${waiting.sessions} sessions open, in ms,`, cost, 0.1)
  }
  if (yielding) {
    atMost('The factor of yielding alone', yielding.alone, 1.03)
    atMost('The factor of yielding to a session that sleeps', yielding.beside, 1.03)
  }
  if (python) {
    atMost('`select 1` and its row from Python, in ms,', python.roundTrip.median, 0.25)
    atMost('Importing all of the driver, in ms,', python.imports.all, 60)
    for (const { name, socketRatio, engineRatio } of python.programs) {
      const most = FACTORS.find(([program]) => name.startsWith(program))
      if (!most) continue
      atMost(`${name} over a socket, as a multiple of real psycopg2,`, socketRatio, most[1])
      atMost(`${name} in the engine, as a multiple of real psycopg2,`, engineRatio, most[2])
    }
  }
  if (pgbench) {
    for (const { name, clients, ours } of pgbench.besideOne)
      atLeast(`What ${clients} clients reach of the rate of one in ${name}`, ours, name === 'TPC-B' ? 0.4 : 0.7)
    const rate = (name: string, clients: number) => pgbench.rates.find((each) => each.name === name && each.clients === clients)!.ratio
    atLeast('The rate of one SELECT by key, one client, as a multiple of real PostgreSQL,', rate('one SELECT by key', 1), 0.75)
    atLeast('The rate of connecting, as a multiple of real PostgreSQL,', rate('connecting for each SELECT', 15), 1)
    const [small, large] = pgbench.filled
    atMost('Filling 100,000 rows, as a multiple of real PostgreSQL,', rounded(small!.ours / small!.real), 8)
    atMost('Filling ten times as many rows, as a multiple of that,', rounded(large!.ours / small!.ours), 12)
  }
  if (packaged) {
    const { start, reset, restore, suite } = packaged
    atMost('createServer() and a query, as a multiple of stock PGlite,', rounded(start.ours / start.stock), 0.5)
    atMost('reset(), as a multiple of a database from a template,', rounded(reset.ours / reset.real), 0.2)
    atMost('restore() of a fixture, as a multiple of a database from a template,', rounded(restore.ours / restore.real), 0.3)
    atMost('A suite of tests, as a multiple of the same on real PostgreSQL,', rounded(suite.ours / suite.real), 0.3)
  }
  return lines
}

/** How many times as long as with real psycopg2 a program may take, over a socket and in the engine. */
const FACTORS = [
  ['`fetchall`', 4, 10],
  ['`execute_values`', 4, 8],
] as const
