/** Suspends sessions thousands of times, ends each wait in one of the ways in which waits end, and looks at what is left behind. */

import type { PostmasterParts } from '../../../src/postgres/server/postmaster.ts'
import { SteppedClock } from '../../../src/scheduling/clock.ts'
import { CooperativeScheduler } from '../../../src/scheduling/cooperative-scheduler.ts'
import { watched } from '../../bench/footprint.ts'
import type { Footprint } from '../../bench/results.ts'
import { OurServer } from '../ours.ts'
import type { Connection } from '../server.ts'

export interface Suspensions {
  readonly count: number
  readonly before: Footprint
  readonly after: Footprint
  /** Lines that say what is wrong. */
  readonly wrong: readonly string[]
}

/** Counts how often a session is suspended. */
class CountingScheduler extends CooperativeScheduler {
  count = 0
  override wait(deadline?: number, isOver?: () => boolean): Promise<void> {
    this.#countProcess()
    return super.wait(deadline, isOver)
  }
  override yieldNow(): Promise<void> {
    this.#countProcess()
    return super.yieldNow()
  }
  #countProcess(): void {
    if (this.current?.callsOthers === false) this.count++
  }
}

/** Between two resets. */
const ROUNDS = 4
/** Resets before the first measurement: by then the buffers of saved pages have as many mappings as they will ever have. */
const WARM_UP = 25

export async function measureSuspensions(atLeast: number): Promise<Suspensions> {
  const scheduler = new CountingScheduler(new SteppedClock())
  let footprint!: () => Promise<Footprint>
  const server = await OurServer.start(scheduler, (parts: PostmasterParts) => {
    const watching = watched(parts)
    footprint = watching.footprint
    return watching.parts
  })
  for (let i = 0; i < WARM_UP; i++) await suspendAndReset(server)
  const before = await footprint()
  scheduler.count = 0
  while (scheduler.count < atLeast) await suspendAndReset(server)
  const after = await footprint()
  return { count: scheduler.count, before, after, wrong: [...server.oddities, ...grown(before, after)] }
}

/** The last ones are still suspended when the server is reset. */
export async function suspendAndReset(server: OurServer): Promise<void> {
  const unexpected: string[] = []
  await server.play([
    async () => {
      const setup = await open(server)
      await setup.query('create table t (a int)')
      for (let i = 0; i < ROUNDS; i++) await endInEveryWay(server)
      const { waiters } = await suspend(server)
      for (const { pending, what } of waiters) if (pending.answer) unexpected.push(what)
    },
  ])
  await server.postmaster.reset()
  if (unexpected.length > 0) throw new Error(`not suspended: ${unexpected.join(', ')}`)
}

async function open(server: OurServer): Promise<Connection> {
  return (await server.connect(''))!
}

const BUSY = 'select count(*) from generate_series(1, 20000) i where i % 7 = 3'
const COPY = 'copy t from stdin'

/** Who holds what the others wait for, and those: for the lock, for time, for the processor and for their clients. */
async function suspend(server: OurServer) {
  const holder = await open(server)
  await holder.query('begin; lock table t')
  const start = async (what: string, sql: string) => {
    const connection = await open(server)
    return { what, connection, pending: connection.start(sql) }
  }
  const lock = 'select count(*) from t'
  const free = await start('freed', lock)
  const canceled = await start('canceled', lock)
  const terminated = await start('terminated', lock)
  const left = await start('left by its client', lock)
  const asleep = await start('asleep', 'select pg_sleep(0.005)')
  const busy = await start('busy', BUSY)
  const timedOut = await start('timed out', "set statement_timeout = '7ms'; select pg_sleep(1)")
  return { holder, waiters: [free, canceled, terminated, left, asleep, busy, timedOut] as const }
}

async function endInEveryWay(server: OurServer): Promise<void> {
  const { holder, waiters } = await suspend(server)
  const [free, canceled, terminated, left, asleep, busy, timedOut] = waiters
  await server.pause(1)
  canceled.connection.cancel()
  await holder.query(`select pg_terminate_backend(${terminated.connection.pid})`)
  left.connection.vanish()
  const ended = [await canceled.pending.wait(), await terminated.pending.wait()]
  await holder.query('rollback')
  for (const { pending } of [free, left, asleep, busy, timedOut]) ended.push(await pending.wait())
  const errors = ended.map(({ error }) => error)
  if (`${errors}` !== `${['57014', '57P01', null, null, null, null, '57014']}`) throw new Error(`the waits ended with ${errors}`)

  const copier = free.connection
  copier.start(COPY)
  copier.vanish() // in the middle of it
  for (const { connection } of [{ connection: holder }, canceled, asleep, busy, timedOut]) await connection.close()
}

export function grown(before: Footprint, after: Footprint): string[] {
  const wrong: string[] = []
  const mayGrow = (what: keyof Footprint, by: number) => {
    if (after[what] > before[what] + by) wrong.push(`${what} grew from ${before[what]} to ${after[what]}`)
  }
  if (after.stackPointer !== before.stackPointer) wrong.push(`the stack pointer went from ${before.stackPointer} to ${after.stackPointer}`)
  mayGrow('wasmMemoryBytes', 0)
  mayGrow('descriptors', 0)
  mayGrow('arrayBufferBytes', 64 * 1024)
  mayGrow('heapBytes', 2 ** 20)
  mayGrow('mappings', 64) // a stack is two, and in none of the others
  return wrong
}
