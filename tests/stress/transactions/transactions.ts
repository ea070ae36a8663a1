/** Sessions that run random transactions side by side, disturbed in every way, and what must hold afterwards. */
import { Random } from '../random.ts'
import type { Connection, Server } from '../server.ts'
import { CHANNEL, inspect, openBank, readLedger } from './bank.ts'
import { Client, lockSlot } from './client.ts'
import { makeProgram, type Program } from './program.ts'

/** More would say nothing new. */
const MOST_LINES = 20

export interface Size {
  readonly seed: number
  readonly sessions: number
  /** Of each session. */
  readonly transactions: number
}

/** How often what happened. Throws what is wrong, with what was going on. */
export async function runTransactions(server: Server, { seed, sessions, transactions }: Size): Promise<ReadonlyMap<string, number>> {
  const tally = new Map<string, number>()
  const random = new Random(seed)
  const clients: Client[] = []
  for (let slot = 0; slot < sessions; slot++) clients.push(new Client(server, slot, random.fork(), clients, tally))
  try {
    let listener!: Connection
    await server.play([
      async () => {
        listener = (await server.connect(''))!
        await openBank(listener)
        await listener.query(`listen ${CHANNEL}`)
      },
    ])
    await server.play(clients.map((client) => () => client.run(programs(random.fork(), sessions, transactions))))
    await server.play([() => check(server, clients, listener)])
  } catch (error) {
    const running = clients.map(({ slot, program }) => `session ${slot}: ${JSON.stringify(program)}`)
    throw new Error(`seed ${seed}: ${(error as Error).message}\n${running.join('\n')}`, { cause: error })
  }
  return tally
}

function* programs(random: Random, sessions: number, transactions: number): Generator<Program> {
  for (let number = 1; number <= transactions; number++) yield makeProgram(random, sessions, number)
}

async function check(server: Server, clients: readonly Client[], listener: Connection): Promise<void> {
  const connection = (await server.connect(''))!
  for (const { slot } of clients) await connection.query(lockSlot(slot))
  await connection.query('select pg_advisory_unlock_all()')
  await listener.query('select 1') // what is on its way to it comes before the answer
  const heard = listener.takeNotifications()
  await listener.close()

  let wrong = await inspect(connection)
  for (let waited = 0; wrong.length > 0 && waited < server.patience; waited++) {
    await server.pause(1)
    wrong = await inspect(connection)
  }
  const ledger = await readLedger(connection)
  const union = (sets: Set<string>[]) => new Set(sets.flatMap((set) => [...set]))
  const committed = union(clients.map((client) => client.committed))
  const told = union(clients.map((client) => client.told))
  const mayHaveTold = union(clients.map((client) => client.mayHaveTold))
  const complain = (what: string, names: Iterable<string>) => wrong.push(...[...names].map((name) => `${what}: ${name}`))
  complain('committed, and not in the ledger', committed.difference(ledger))
  complain('not committed, and in the ledger', ledger.difference(committed))
  complain('told of, and not heard', told.difference(new Set(heard)))
  complain('heard, and not told of', new Set(heard).difference(told).difference(mayHaveTold))
  if (new Set(heard).size < heard.length) wrong.push('heard twice')
  complain('warning', server.oddities)
  await connection.close()
  if (wrong.length > 0) throw new Error(wrong.slice(0, MOST_LINES).join('\n'))
}
