/**
 * `npm run test:suite -- [--socket] [--engine] [--green] FOLDER [PATTERN]`: psycopg2's own tests, from its source tree in FOLDER, with the
 * psycopg2 that readers install against a real PostgreSQL 18, which says what is to pass; with this driver over a socket to the same server;
 * and in the engine: both, or the one that is named. What passes with the first alone must be in `cannot-pass.ts`, and nothing else may be.
 */
import { globSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startRealServer } from '../../examples/real-server.ts'
import { findPython, TODAY } from '../../examples/references.ts'
import { cannotPass, type Where } from './cannot-pass.ts'
import { inEngine, type Outcome, type Outcomes, overSocket, type Place } from './places.ts'

const USAGE =
  'Usage: npm run test:suite -- [--socket] [--engine] [--green] FOLDER [PATTERN]\nFOLDER is an unpacked source tree of psycopg2.'
const TITLES = { real: `psycopg2 ${TODAY}`, socket: 'this driver over a socket', engine: 'in the engine' }
/** Whatever is not counted as passed keeps its traceback in here. */
const results = path.join(import.meta.dirname, '../../../test-results/suite')

const { values: options, positionals } = parseArgs({
  options: { socket: { type: 'boolean' }, engine: { type: 'boolean' }, green: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const [given, pattern] = positionals
const folder = path.resolve(given ?? '')
const modules = globSync('tests/test_*.py', { cwd: folder })
  .map((file) => path.basename(file, '.py'))
  .sort()
if (given === undefined || modules.length === 0) {
  console.error(given === undefined ? USAGE : `There are no tests of psycopg2 in ${folder}.\n${USAGE}`)
  process.exit(2)
}
const asked = (['socket', 'engine'] as const).filter((where) => options[where] || (!options.socket && !options.engine))

mkdirSync(results, { recursive: true })
const python = findPython()
const server = await startRealServer()
try {
  const expected = await runIn('real', overSocket(python, server, folder, options.green, 'real'))
  let wrong = 0
  for (const where of asked) {
    const place = where === 'engine' ? inEngine(folder, options.green) : overSocket(python, server, folder, options.green, 'ours')
    wrong += compare(where, expected, await runIn(where, place))
  }
  process.exitCode = wrong ? 1 : 0
} finally {
  await server.stop()
}

/** Every module there, one after another. */
async function runIn(where: keyof typeof TITLES, place: Place): Promise<Outcomes> {
  const found = new Map<string, Outcome>()
  const named = modules.filter((module) => pattern?.split('.')[0] === module)
  for (const module of named.length > 0 ? named : modules)
    for (const [test, outcome] of await place({ module, pattern })) found.set(test, outcome)
  const texts = [...found]
    .filter(([, { outcome }]) => outcome !== 'passed')
    .map(([test, it]) => `${it.outcome} ${test}: ${it.detail ?? ''}\n`)
  writeFileSync(path.join(results, `${where}${options.green ? '-green' : ''}.txt`), texts.join('\n'))
  const count = (outcome: Outcome['outcome']) => [...found.values()].filter((it) => it.outcome === outcome).length
  console.log(`${TITLES[where]}: ${found.size} tests, ${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`)
  return found
}

/** How many tests do not end as is said of them. */
function compare(where: Where, expected: Outcomes, actual: Outcomes): number {
  const known = cannotPass(where)
  const passes = (outcomes: Outcomes, test: string) => outcomes.get(test)?.outcome === 'passed'
  const missing = new Set([...expected.keys()].filter((test) => passes(expected, test) && !passes(actual, test)))
  const unknown = [...missing].filter((test) => !known.has(test))
  // One that is skipped with both may pass with other options
  const wronglyKnown = [...known.keys()].filter(
    (test) => (pattern === undefined || test.includes(pattern)) && (passes(actual, test) || !expected.has(test)),
  )
  const cannot = Map.groupBy(
    [...known].filter(([test]) => missing.has(test)),
    ([, why]) => why,
  )
  for (const [why, tests] of cannot) console.log(`  ${tests.length} cannot pass: ${why}`)
  for (const test of unknown) console.log(`  ${actual.get(test)?.outcome ?? 'was not run'}: ${test}\n${indent(actual.get(test)?.detail)}`)
  for (const test of wronglyKnown)
    console.log(`  ${expected.has(test) ? 'passes' : 'is no test of the suite'}, and is in cannot-pass.ts: ${test}`)
  return unknown.length + wronglyKnown.length
}

function indent(text = ''): string {
  return text.replace(/^/gm, '    ')
}
