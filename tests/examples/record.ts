/**
 * Records what every example prints with real psycopg2 and a real PostgreSQL 18, into its `expected.json`, and then what it does in the
 * engine, into its `events.json`; or what the conformance programs of the driver print, into their topics' `expected.json`. Each runs with
 * both psycopg2 of references.ts: what differs with the older one goes into an `expected-VERSION.json` beside. Which versions of
 * everything that was, `examples/recorded.json` says. `--outside` are the programs of src/content/recordings, which do not run in the engine;
 * `--others` those of them that need other tools beside psycopg2, in the versions that they name.
 *
 *   npm run record [-- [--check] [TOPIC/NAME …]]
 *   npm run record -- --outside [--check] [TOPIC/NAME …]
 *   npm run record -- --others [--check] [TOPIC/NAME …]
 *   npm run record -- --conformance [--check] [TOPIC[/NAME] …]
 *
 * `--check` writes nothing: it compares, shows the differences, and exits with 1 if there are any.
 */
import * as conformance from '../python/conformance/programs.ts'
import { differences } from './differences.ts'
import { normaliseOutcome } from './normalise.ts'
import { needsOthers, runWithOthers } from './others.ts'
import { findExamples, type Outcome, outside, record, recorded } from './outcome.ts'
import { type Program, runForReal } from './real-python.ts'
import { type RealServer, startRealServer } from './real-server.ts'
import { recordEvents } from './record-events.ts'
import { findReferences, type Reference } from './references.ts'
import { recordVersions } from './versions.ts'

const USAGE = 'Usage: npm run record [-- [--check] [--conformance | --outside | --others] [TOPIC/NAME …]]'

/** So many programs run at the same time, each against servers of its own: most of their time they wait. */
const LANES = 2

/** Where the outcomes of programs are kept. */
interface Store<P extends Program> {
  recorded(program: P, version: string): Outcome | null
  record(program: P, version: string, outcome: Outcome): void
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function main(args: readonly string[]): Promise<number> {
  const check = args.includes('--check')
  const unknownOption = args.find(
    (argument) => argument.startsWith('-') && !['--check', '--conformance', '--outside', '--others'].includes(argument),
  )
  if (unknownOption) throw new Error(`Unknown option ${unknownOption}. ${USAGE}`)
  const names = args.filter((argument) => !argument.startsWith('-'))
  if (args.includes('--conformance')) {
    const different = await runAll(conformance.findPrograms(names), check, { ...conformance, record: recordLines }, (...run) =>
      runForReal(...run, [conformance.folder]),
    )
    return check && different > 0 ? 1 : 0
  }
  if (args.includes('--outside')) {
    const alone = findExamples(names, outside).filter((example) => !needsOthers(example))
    const different = await runAll(alone, check, { recorded, record })
    return check && different > 0 ? 1 : 0
  }
  if (args.includes('--others')) {
    const withOthers = findExamples(names, outside).filter(needsOthers)
    const different = await runAll(withOthers, check, { recorded, record }, runWithOthers, findReferences().slice(0, 1))
    return check && different > 0 ? 1 : 0
  }
  const examples = findExamples(names)
  const different = await runAll(examples, check, { recorded, record })
  if (check) return different > 0 ? 1 : 0 // the events are the tests' to compare: they need no real server
  if (names.length === 0) recordVersions(findReferences())
  await recordEvents(examples)
  return 0
}

function recordLines(program: Program, version: string, outcome: Outcome): void {
  if (outcome.exitStatus !== 0 || outcome.stderr !== '')
    throw new Error(`${program.id} ended with status ${outcome.exitStatus}:\n${outcome.stdout}${outcome.stderr}`)
  conformance.record(program, version, outcome)
}

/**
 * Runs them for real, each with all psycopg2 of `references` at the same time; the number of outcomes that differ from what was recorded, which are kept
 * unless they are only checked.
 */
async function runAll<P extends Program>(
  programs: readonly P[],
  check: boolean,
  store: Store<P>,
  run: (python: string, server: RealServer, program: P) => Promise<Outcome> = runForReal,
  references: readonly Reference[] = findReferences(),
): Promise<number> {
  const lanes = Math.min(LANES, programs.length)
  // From before the start, so that an interrupted start is cleaned up too.
  const starting = Array.from({ length: lanes }, () => references.map(() => startRealServer()))
  const stop = () => Promise.all(starting.flat().map((server) => server.then((started) => started.stop()).catch(() => {})))
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.once(signal, () => stop().then(() => process.exit(status)))

  let different = 0
  const compare = (program: P, version: string, actual: Outcome) => {
    const expected = store.recorded(program, version)
    const found = expected ? differences(expected, actual) : '  nothing is recorded yet'
    if (found) different += 1
    if (!check) store.record(program, version, actual)
    const told = found ? (check ? 'DIFFERENT' : 'recorded ') : 'unchanged'
    console.log(`${told} ${program.id} (psycopg2 ${version})${found && check ? `\n${found}` : ''}`)
  }
  const waiting = [...programs]
  const runSome = async (lane: readonly Promise<RealServer>[]) => {
    const servers = await Promise.all(lane)
    for (let program = waiting.shift(); program; program = waiting.shift()) {
      const running = servers.map(async (server, index) =>
        normaliseOutcome(await run(references[index]!.python, server, program!), String(server.port)),
      )
      // The one that the others are compared with comes first
      for (const [index, actual] of (await Promise.all(running)).entries()) compare(program, references[index]!.version, actual)
    }
  }
  try {
    await Promise.all(starting.map(runSome))
  } finally {
    await stop()
  }
  console.log(`${programs.length} programs, ${different} outcomes ${check ? 'different from what is recorded' : 'recorded anew'}.`)
  return different
}
