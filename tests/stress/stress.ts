/**
 * npm run stress -- [PART …] [--seed N] [--sessions N] [--transactions N] [--clock stepped|host] [--runs N] [--messages N]
 *     [--streams N] [--conversations N] [--real] [--record]
 *
 * Runs the parts named, or all. `--real`: transactions run on a real PostgreSQL instead. `--record`: isolation keeps what the real one
 * does, for the tests to compare with.
 */
import { parseArgs } from 'node:util'
import { HostClock, SteppedClock } from '../../src/scheduling/clock.ts'
import { CooperativeScheduler } from '../../src/scheduling/cooperative-scheduler.ts'
import { trouble } from './clients/clients.ts'
import { mistakes } from './clients/streams.ts'
import { mishear } from './driver/driver.ts'
import { interruptAtRandom } from './interrupts/interrupts.ts'
import { HISTORIES, SHORT } from './isolation/histories.ts'
import { collectOutcomes, differences, writeRecorded } from './isolation/outcomes.ts'
import { OurServer } from './ours.ts'
import { breakPage } from './programs/programs.ts'
import { RealServer } from './real.ts'
import { measureSuspensions } from './suspensions/suspensions.ts'
import { runTransactions } from './transactions/transactions.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    sessions: { type: 'string', default: '8' },
    transactions: { type: 'string', default: '2000' },
    messages: { type: 'string', default: '1000000' },
    streams: { type: 'string', default: '100000' },
    conversations: { type: 'string', default: '20000' },
    runs: { type: 'string', default: '500' },
    clock: { type: 'string', default: 'stepped' },
    real: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  },
})

/** Lines that say what is wrong. */
const PARTS: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  transactions,
  isolation,
  suspensions,
  interrupts,
  clients,
  driver,
  programs,
}

async function transactions(): Promise<string[]> {
  const size = { seed: Number(options.seed), sessions: Number(options.sessions), transactions: Number(options.transactions) }
  const server = options.real
    ? await RealServer.start()
    : await OurServer.start(
        new CooperativeScheduler(options.clock === 'host' ? new HostClock(Number.POSITIVE_INFINITY) : new SteppedClock()),
      )
  try {
    const tally = await runTransactions(server, size)
    console.log(`${server.name}: ${[...tally].map(([what, count]) => `${what} ${count}`).join(', ')}`)
    return []
  } catch (error) {
    const again = `npm run stress -- transactions${Object.entries(size)
      .map(([name, value]) => ` --${name} ${value}`)
      .join('')}`
    return [(error as Error).message, `Again: ${again}${options.real ? ' --real' : ` --clock ${options.clock}`}`]
  } finally {
    await server.stop()
  }
}

async function isolation(): Promise<string[]> {
  const server = await RealServer.start()
  try {
    const real = await collectOutcomes(server, HISTORIES, console.log)
    const recorded = new Set(SHORT.map(({ name }) => name))
    if (options.record) writeRecorded(new Map([...real].filter(([history]) => recorded.has(history.slice(0, history.lastIndexOf(', '))))))
    const ours = await collectOutcomes(await OurServer.start(new CooperativeScheduler(new SteppedClock())), HISTORIES, console.log)
    return differences(ours, real, ['ours', 'real PostgreSQL'])
  } finally {
    await server.stop()
  }
}

async function suspensions(): Promise<readonly string[]> {
  const { count, before, after, wrong } = await measureSuspensions(10_000)
  console.log(`${count} suspensions`, { before, after })
  return wrong
}

function interrupts(): Promise<readonly string[]> {
  console.log(`${options.runs} programs are stopped, seed ${options.seed}`)
  return interruptAtRandom(Number(options.seed), Number(options.runs))
}

function programs(): Promise<readonly string[]> {
  return breakPage(Number(options.runs), console.log)
}

async function clients(): Promise<readonly string[]> {
  const size = { seed: Number(options.seed), messages: Number(options.messages), crowd: 200, result: 100_000_000 }
  const { before, after, ended, wrong } = await trouble(size)
  console.log(`${size.messages} random messages, seed ${size.seed}, ended ${ended} sessions`, { before, after })
  const streams = await mistakes(size.seed, Number(options.streams))
  console.log(`${options.streams} streams with mistakes`, { before: streams.before, after: streams.after })
  return [...wrong, ...streams.wrong]
}

async function driver(): Promise<readonly string[]> {
  console.log(`${options.conversations} conversations with mistakes`)
  return mishear(Number(options.conversations))
}

const unknown = positionals.filter((part) => !(part in PARTS))
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}`)
  process.exit(2)
}
let failed = false
for (const [part, run] of Object.entries(PARTS)) {
  if (positionals.length > 0 && !positionals.includes(part)) continue
  const began = performance.now()
  const wrong = await run()
  for (const line of wrong) console.error(line)
  failed ||= wrong.length > 0
  console.log(`${part} took ${((performance.now() - began) / 1000).toFixed(0)} s`)
}
process.exit(failed ? 1 : 0)
