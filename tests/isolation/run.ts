/**
 * `npm run test:isolation -- [--record] [--clock stepped|real] [FOLDER|SPEC …]`: runs isolation specs, those of this folder or others in the
 * same format, on a real PostgreSQL 18 and in the engine, and says which transcripts differ. `--record`: keeps what the real one says in
 * `expected/`, beside the folder of the spec; otherwise it is compared with what is there. Transcripts are in `test-results/isolation/`.
 */
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { HostClock, SteppedClock } from '../../src/scheduling/clock.ts'
import { changedLines } from '../examples/differences.ts'
import { EngineServer } from './engine.ts'
import { RealServer } from './real.ts'
import type { Server } from './server.ts'
import { parseSpec, type Spec, SpecError } from './spec.ts'
import { runSpec } from './tester.ts'

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { record: { type: 'boolean', default: false }, clock: { type: 'string', default: 'stepped' } },
})
const results = path.join(import.meta.dirname, '../../test-results/isolation')
mkdirSync(results, { recursive: true })

const files = (positionals.length > 0 ? positionals : [path.join(import.meta.dirname, 'specs')]).flatMap((given) =>
  statSync(given).isDirectory() ? globSync(path.join(given, '*.spec')).sort() : [given],
)
const tally = { same: 0, different: 0, 'as expected': { real: 0, engine: 0 } }
const [real, engine] = await Promise.all([
  RealServer.start(),
  EngineServer.start(options.clock === 'real' ? new HostClock() : new SteppedClock()),
])
try {
  for (const file of files) console.log(await compare(file))
} finally {
  await real.stop()
}
console.log(`${files.length} specs:`, tally)
process.exit(tally.different > 0 ? 1 : 0)

async function compare(file: string): Promise<string> {
  const name = path.basename(file, '.spec')
  const [wanted, ours] = [await transcript(real, file), await transcript(engine, file)]
  if (options.record) record(file, wanted.text)
  const expected = readExpected(file)
  const isExpected = { real: expected.includes(wanted.text), engine: expected.includes(ours.text) }
  for (const server of [real, engine]) if (isExpected[server.name]) tally['as expected'][server.name] += 1
  const took = `real ${wanted.took} ms, engine ${ours.took} ms`
  const unexpected = isExpected.real ? [] : ['    the real server says something else than is expected']
  if (ours.text === wanted.text) {
    tally.same += 1
    return [`same       ${name} (${took})`, ...unexpected].join('\n')
  }
  // The real server may be older than the specs, and the engine
  if (isExpected.engine) return [`expected   ${name} (${took})`, ...unexpected].join('\n')
  tally.different += 1
  return [`DIFFERENT  ${name} (${took})`, ...unexpected, changedLines(wanted.text, ours.text)].join('\n')
}

async function transcript(server: Server, file: string): Promise<{ text: string; took: number }> {
  const name = path.basename(file, '.spec')
  const spec = read(file)
  const began = performance.now()
  const text = await server.play(() => runSpec(server, name, spec))
  const took = Math.round(performance.now() - began)
  await server.reset()
  writeFileSync(path.join(results, `${name}.${server.name}`), text)
  return { text, took }
}

function read(file: string): Spec {
  try {
    return parseSpec(readFileSync(file, 'utf8'))
  } catch (error) {
    throw error instanceof SpecError ? new Error(`${file}: ${error.message}`) : error
  }
}

function folderOfExpected(file: string): string {
  return path.join(path.dirname(file), '../expected')
}

/** `NAME.out`, and variants as PostgreSQL has them: `NAME_1.out`. */
function readExpected(file: string): string[] {
  const name = path.basename(file, '.spec')
  return [name, ...Array.from({ length: 9 }, (_, i) => `${name}_${i + 1}`)]
    .map((each) => path.join(folderOfExpected(file), `${each}.out`))
    .filter((each) => existsSync(each))
    .map((each) => readFileSync(each, 'utf8'))
}

function record(file: string, text: string): void {
  mkdirSync(folderOfExpected(file), { recursive: true })
  writeFileSync(path.join(folderOfExpected(file), `${path.basename(file, '.spec')}.out`), text)
}
