/**
 * What the driver costs: programs with real psycopg2, which is written in C, with ours beside it, and with ours in the engine as the page has it;
 * and what its import takes.
 */
import { measureImports } from './python/imports.ts'
import { startInterpreters, WAYS, type Way } from './python/interpreters.ts'
import type { PythonResult } from './results.ts'
import { median, rounded, summary } from './statistics.ts'

const ROUNDS = 5

/** The programs of programs.py, as the table calls them. */
const PROGRAMS = {
  roundTrip: '`select 1` and its row',
  fetchall: '`fetchall` of 100,000 rows: int, int, text, timestamptz, numeric',
  fetchone: '`fetchone` for each of 10,000 such rows',
  iterate: '`for row in cursor`, 10,000 such rows',
  dictionaries: '`RealDictCursor`, 10,000 such rows',
  executeValues: '`execute_values` of 10,000 such rows',
  executeValuesOfPairs: '`execute_values` of 10,000 rows: int, text',
  executemany: '`executemany` of 1,000 such rows',
  parameters: 'a statement with 10,000 parameters',
} as const

type Samples = Record<keyof typeof PROGRAMS, number[]>

export async function measurePython(log: (line: string) => void): Promise<PythonResult> {
  const imports = await measureImports(ROUNDS)
  log('imports')
  const rounds: Record<Way, Samples>[] = []
  const interpreters = await startInterpreters()
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const samples = {} as Record<Way, Samples>
      // Whoever comes later finds another cache: they take turns at that as well
      for (const i of WAYS.keys()) {
        const way = WAYS[(i + round) % WAYS.length]!
        samples[way] = JSON.parse(await interpreters.run[way]('programs.py'))
      }
      rounds.push(samples)
      log(`round ${round + 1} of ${ROUNDS}`)
    }
  } finally {
    await interpreters.stop()
  }
  const programs = (Object.keys(PROGRAMS) as (keyof Samples)[]).map((program) => {
    const time = (way: Way) => rounded(median(rounds.flatMap((samples) => samples[way][program])))
    const ratio = (way: Way) => rounded(median(rounds.map((samples) => median(samples[way][program]) / median(samples.real[program]))))
    return {
      name: PROGRAMS[program],
      real: time('real'),
      socket: time('socket'),
      engine: time('engine'),
      socketRatio: ratio('socket'),
      engineRatio: ratio('engine'),
    }
  })
  return { rounds: ROUNDS, roundTrip: summary(rounds.flatMap((samples) => samples.engine.roundTrip)), programs, imports }
}
