/**
 * PostgreSQL's own benchmark, pgbench, on `lab serve` and on real PostgreSQL over loopback, by turns: how many transactions a second one
 * client and several get, what connecting costs, and how long filling tables by COPY takes.
 */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { findPgbench } from './pgbench/program.ts'
import { type BenchedServer, startRealPostgres, startServe } from './pgbench/servers.ts'
import type { PgbenchResult } from './results.ts'
import { median, rounded } from './statistics.ts'

const ROUNDS = 3
const SECONDS = 3
const CLIENTS = [1, 2, 4, 8]
/** Both servers have twenty connections, of which superusers keep three; others are still ending. */
const CONNECTING = 15

/** By pgbench's options. Its own script is TPC-B; at scale 1 all its clients write to one row. */
const SCRIPTS = [
  ...CLIENTS.map((clients) => ({ name: 'one SELECT by key', options: ['-S'], clients })),
  ...CLIENTS.map((clients) => ({ name: 'TPC-B', options: [], clients })),
  { name: 'connecting for each SELECT', options: ['-S', '-C'], clients: CONNECTING },
]
/** Drops and creates the tables, fills them by COPY, vacuums them and makes the primary keys. */
const INITIALISE = ['-i', '-q', '-I', 'dtgvp']
/** The unit of scale is 100,000 rows. */
const SCALES = [1, 10]

const SUBJECTS = ['ours', 'real'] as const
type Subject = (typeof SUBJECTS)[number]

export async function measurePgbench(log: (line: string) => void): Promise<PgbenchResult> {
  const pgbench = findPgbench()
  const servers: Record<Subject, BenchedServer> = { ours: await startServe(), real: await startRealPostgres() }
  /** Resolves with what pgbench prints. */
  const run = async (subject: Subject, ...options: readonly string[]): Promise<string> => {
    const connection = {
      PGHOST: '127.0.0.1',
      PGPORT: String(servers[subject].port),
      PGUSER: 'reader',
      PGPASSWORD: 'reader',
      PGDATABASE: 'lab',
    }
    const env = { ...process.env, ...pgbench.environment, ...connection, LC_ALL: 'C' }
    return (await promisify(execFile)(pgbench.command, options, { env })).stdout
  }
  /** Whoever comes second finds another machine: they take turns at that as well. */
  const order = (turn: number) => (turn % 2 ? SUBJECTS.toReversed() : SUBJECTS)
  try {
    const filled: PgbenchResult['filled'][number][] = []
    for (const [i, scale] of SCALES.toReversed().entries()) {
      const seconds = {} as Record<Subject, number>
      for (const subject of order(i)) {
        const began = performance.now()
        await run(subject, ...INITIALISE, '-s', String(scale))
        seconds[subject] = rounded((performance.now() - began) / 1000)
      }
      filled.unshift({ rows: scale * 100_000, ...seconds })
      log(`filled ${scale * 100_000} rows`)
    }
    const samples = SCRIPTS.map((script) => ({ ...script, ours: [] as number[], real: [] as number[] }))
    for (let round = 0; round < ROUNDS; round++) {
      for (const { options, clients, ...rates } of samples)
        for (const subject of order(round))
          rates[subject].push(rateOf(await run(subject, ...options, '-c', String(clients), '-T', String(SECONDS))))
      log(`round ${round + 1} of ${ROUNDS}`)
    }
    const rates = samples.map(({ name, clients, ours, real }) => ({
      name,
      clients,
      ours: rounded(median(ours)),
      real: rounded(median(real)),
      ratio: rounded(median(ours.map((rate, round) => rate / real[round]!))),
    }))
    const besideOne = ['one SELECT by key', 'TPC-B'].map((name) => {
      const of = (clients: number) => samples.find((sample) => sample.name === name && sample.clients === clients)!
      const most = Math.max(...CLIENTS)
      const ratio = (subject: Subject) => rounded(median(of(most)[subject].map((rate, round) => rate / of(1)[subject][round]!)))
      return { name, clients: most, ours: ratio('ours'), real: ratio('real') }
    })
    return { version: pgbench.version, rounds: ROUNDS, secondsEach: SECONDS, filled, rates, besideOne }
  } finally {
    for (const subject of SUBJECTS) await servers[subject].stop()
  }
}

/** Transactions a second. */
function rateOf(printed: string): number {
  const [, rate] = /^tps = ([\d.]+)/m.exec(printed) ?? []
  if (rate === undefined) throw new Error(`pgbench has printed no rate:\n${printed}`)
  return Number(rate)
}
