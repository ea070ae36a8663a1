/**
 * Records what every example prints with real psycopg2 and a real PostgreSQL 18, into its `expected.json`, and then what it does in the
 * lab, into its `events.json`.
 *
 *   npm run record [-- [--check] [TOPIC/NAME …]]
 *
 * `--check` writes nothing: it compares, shows the differences, and exits with 1 if there are any.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { differences } from './differences.ts'
import { normaliseOutcome } from './normalise.ts'
import { type Example, findExamples, type Outcome } from './outcome.ts'
import { findPython, runForReal } from './real-python.ts'
import { startRealServer } from './real-server.ts'
import { recordEvents } from './record-events.ts'

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function main(args: readonly string[]): Promise<number> {
  const check = args.includes('--check')
  const unknownOption = args.find((argument) => argument.startsWith('-') && argument !== '--check')
  if (unknownOption) throw new Error(`Unknown option ${unknownOption}. Usage: npm run record [-- [--check] [TOPIC/NAME …]]`)
  const examples = findExamples(args.filter((argument) => !argument.startsWith('-')))
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
    for (const example of examples) {
      const actual = normaliseOutcome(await runForReal(python, server, example), String(server.port))
      if (check) different += report(example, recorded(example), actual)
      else different += write(example, recorded(example), actual)
    }
  } finally {
    await server.stop()
  }
  console.log(`${examples.length} examples, ${different} ${check ? 'different from what is recorded' : 'recorded anew'}.`)
  if (check) return different > 0 ? 1 : 0 // the events are the tests' to compare: they need no real server
  await recordEvents(examples)
  return 0
}

function recorded(example: Example): Outcome | null {
  return existsSync(example.expectedFile) ? JSON.parse(readFileSync(example.expectedFile, 'utf8')) : null
}

/** 1 if what happened is not what was recorded. */
function report(example: Example, before: Outcome | null, actual: Outcome): number {
  const found = before ? differences(before, actual) : '  nothing is recorded yet: npm run record'
  console.log(`${found ? 'DIFFERENT' : 'same     '} ${example.id}${found ? `\n${found}` : ''}`)
  return found ? 1 : 0
}

/** 1 if the file changed. */
function write(example: Example, before: Outcome | null, actual: Outcome): number {
  if (before && !differences(before, actual)) {
    console.log(`unchanged ${example.id}`)
    return 0
  }
  writeFileSync(example.expectedFile, `${JSON.stringify(actual, null, 2)}\n`)
  console.log(`recorded  ${example.id}`)
  return 1
}
