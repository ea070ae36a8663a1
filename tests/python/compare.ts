/**
 * `npm run compare -- FILE…`: runs each program with the psycopg2 that readers install, on CPython against a real PostgreSQL 18; with this
 * driver over a socket to the same server; and in the engine. Says where the last two differ from the first. They may be conformance
 * programs, or others that import `observe`. What each printed is kept in `test-results/compare/`.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createEngine } from '../../src/cli/engine-in-node.ts'
import { differences } from '../examples/differences.ts'
import { normaliseOutcome } from '../examples/normalise.ts'
import type { Outcome } from '../examples/outcome.ts'
import { type Program, runForReal } from '../examples/real-python.ts'
import { startRealServer } from '../examples/real-server.ts'
import { findPython } from '../examples/references.ts'
import { runStepped } from '../examples/stepped.ts'
import { folder as conformance } from './conformance/programs.ts'

const source = path.join(import.meta.dirname, '../../src/python')
const results = path.join(import.meta.dirname, '../../test-results/compare')
const MOUNTED = '/conformance'

const files = process.argv.slice(2)
if (files.length === 0) {
  console.error('Which programs are to be compared? npm run compare -- FILE…')
  process.exit(2)
}
mkdirSync(results, { recursive: true })
const python = findPython()
const [server, engine] = await Promise.all([startRealServer(), createEngine()])
engine.pyodide.mountNodeFS(MOUNTED, conformance)
let different = 0
try {
  for (const file of files) {
    const program = programOf(file)
    const real = kept(program, 'real', await runForReal(python, server, program, [conformance]), server.port)
    const socket = kept(program, 'socket', await runForReal(python, server, program, [source, conformance]), server.port)
    const here = kept(program, 'engine', await runStepped(engine, program, MOUNTED))
    const found = { 'over a socket': differences(real, socket), 'in the engine': differences(real, here) }
    for (const [where, text] of Object.entries(found)) {
      console.log(`${program.id} ${where}: ${text ? `different\n${text}` : 'the same'}`)
      if (text) different++
    }
  }
} finally {
  await server.stop()
}
process.exit(different ? 1 : 0)

function programOf(file: string): Program {
  const folder = path.resolve(path.dirname(file))
  const setup = path.join(folder, 'setup.sql')
  return { id: path.basename(file, '.py'), folder, file: path.basename(file), setupFile: existsSync(setup) ? setup : null }
}

function kept({ id }: Program, where: string, outcome: Outcome, port?: number): Outcome {
  const normal = normaliseOutcome(outcome, port === undefined ? undefined : String(port))
  writeFileSync(path.join(results, `${id}.${where}`), normal.stdout + normal.stderr)
  return normal
}
