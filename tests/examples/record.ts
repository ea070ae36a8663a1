/**
 * Records what every example prints with real psycopg2 and a real PostgreSQL 18, into its `expected.json`, and then what it does in the
 * lab, into its `events.json`; or what the conformance programs of the driver print, into their topics' `expected.json`.
 *
 *   npm run record [-- [--check] [TOPIC/NAME …]]
 *   npm run record -- --conformance [--check] [TOPIC[/NAME] …]
 *
 * `--check` writes nothing: it compares, shows the differences, and exits with 1 if there are any.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import * as conformance from '../python/conformance/programs.ts'
import { differences } from './differences.ts'
import { normaliseOutcome } from './normalise.ts'
import { type Example, findExamples, type Outcome } from './outcome.ts'
import { findPython, type Program, runForReal } from './real-python.ts'
import { startRealServer } from './real-server.ts'
import { recordEvents } from './record-events.ts'

const USAGE = 'Usage: npm run record [-- [--check] [--conformance] [TOPIC/NAME …]]'

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function main(args: readonly string[]): Promise<number> {
  const check = args.includes('--check')
  const unknownOption = args.find((argument) => argument.startsWith('-') && !['--check', '--conformance'].includes(argument))
  if (unknownOption) throw new Error(`Unknown option ${unknownOption}. ${USAGE}`)
  const names = args.filter((argument) => !argument.startsWith('-'))
  if (args.includes('--conformance')) return await recordConformance(conformance.findPrograms(names), check)

  const examples = findExamples(names)
  const different = await runAll(examples, check, recorded, write)
  if (check) return different > 0 ? 1 : 0 // the events are the tests' to compare: they need no real server
  await recordEvents(examples)
  return 0
}

async function recordConformance(programs: readonly Program[], check: boolean): Promise<number> {
  const keep = (program: Program, outcome: Outcome) => {
    if (outcome.exitStatus !== 0 || outcome.stderr !== '')
      throw new Error(`${program.id} ended with status ${outcome.exitStatus}:\n${outcome.stdout}${outcome.stderr}`)
    conformance.record(program, outcome)
  }
  const different = await runAll(programs, check, conformance.recorded, keep, [conformance.folder])
  return check && different > 0 ? 1 : 0
}

/** Runs them one after the other for real; the number of those that differ from what was recorded, which are kept unless they are only checked. */
async function runAll<P extends Program>(
  programs: readonly P[],
  check: boolean,
  before: (program: P) => Outcome | null,
  keep: (program: P, outcome: Outcome) => void,
  modules: readonly string[] = [],
): Promise<number> {
  const python = findPython()
  // From before the start, so that an interrupted start is cleaned up too.
  const starting = startRealServer()
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, async () => {
      await starting.then(
        (server) => server.stop(),
        () => {},
      )
      process.exit(status)
    })
  }
  const server = await starting
  let different = 0
  try {
    for (const program of programs) {
      const actual = normaliseOutcome(await runForReal(python, server, program, modules), String(server.port))
      const expected = before(program)
      const found = expected ? differences(expected, actual) : '  nothing is recorded yet'
      if (found) different += 1
      if (found && !check) keep(program, actual)
      console.log(`${found ? (check ? 'DIFFERENT' : 'recorded ') : 'unchanged'} ${program.id}${found && check ? `\n${found}` : ''}`)
    }
  } finally {
    await server.stop()
  }
  console.log(`${programs.length} programs, ${different} ${check ? 'different from what is recorded' : 'recorded anew'}.`)
  return different
}

function recorded(example: Example): Outcome | null {
  return existsSync(example.expectedFile) ? JSON.parse(readFileSync(example.expectedFile, 'utf8')) : null
}

function write(example: Example, outcome: Outcome): void {
  writeFileSync(example.expectedFile, `${JSON.stringify(outcome, null, 2)}\n`)
}
