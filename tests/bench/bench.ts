/**
 * npm run bench -- [PART …] [--markdown]
 *
 * Measures the parts named, or all, and writes results.json, which keeps the other parts. `--markdown` only prints the table.
 */
import { availableParallelism, cpus } from 'node:os'
import { missed } from './requirements.ts'
import { type Results, readResults, writeResults } from './results.ts'
import { formatTable } from './table.ts'

type Part = Exclude<keyof Results, 'machine'>

/** Loaded one by one, so that a part can be run where the others lack something. The order is that of the cost of leaving it running. */
const PARTS: { readonly [P in Part]: (log: (line: string) => void) => Promise<Required<Results>[P]> } = {
  overshoot: async (log) => (await import('./overshoot.ts')).measureOvershoot(log),
  queries: async (log) => (await import('./queries.ts')).measureQueries(log),
  sessions: async (log) => (await import('./sessions.ts')).measureSessions(log),
  waiting: async (log) => (await import('./waiting.ts')).measureWaiting(log),
  yielding: async (log) => (await import('./yielding.ts')).measureYielding(log),
  python: async (log) => (await import('./python.ts')).measurePython(log),
  pgbench: async (log) => (await import('./pgbench.ts')).measurePgbench(log),
  package: async (log) => (await import('./package.ts')).measurePackage(log),
  page: async (log) => (await import('./page.ts')).measurePage(log),
}

const wanted = process.argv.slice(2).filter((argument) => argument !== '--markdown')
const names = Object.keys(PARTS) as Part[]
const unknown = wanted.filter((name) => !names.includes(name as Part))
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are: ${names.join(', ')}`)
  process.exit(2)
}

if (!process.argv.includes('--markdown')) {
  for (const name of names) if (wanted.length === 0 || wanted.includes(name)) await measure(name)
}
console.log(formatTable(readResults()))
for (const line of missed(readResults())) console.error(`Missed: ${line}`)
process.exit(0)

async function measure<P extends Part>(name: P): Promise<void> {
  console.error(`${name} …`)
  const result = await PARTS[name]((line) => console.error(`  ${line}`))
  const machine = {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
  }
  writeResults({ ...readResults(), machine, [name]: result })
}
