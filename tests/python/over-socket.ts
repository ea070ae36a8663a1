/**
 * `npm run test:socket`: the driver's tests and conformance programs over a socket, on CPython against a real PostgreSQL 18; and the tests
 * that need a server under the real psycopg2, too, which says whether they are right.
 */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { differences } from '../examples/differences.ts'
import { normaliseOutcome } from '../examples/normalise.ts'
import { environment, findPython, pristine, runForReal } from '../examples/real-python.ts'
import { startRealServer } from '../examples/real-server.ts'
import { folder as conformance, findPrograms, recorded } from './conformance/programs.ts'

const tests = import.meta.dirname
const ours = path.join(tests, '../../src/python')
const inServer = path.join(tests, 'server')

const python = findPython()
const server = await startRealServer()
let failed = 0
try {
  const asSuperuser = { ...environment(server.port), PGUSER: 'postgres', PGPASSWORD: 'postgres' }
  const asReader = { ...environment(server.port), PGUSER: 'reader', PGPASSWORD: 'reader', PGDATABASE: 'lab' }
  const run = (what: string, folder: string, pattern: string, env: Record<string, string>) => {
    console.log(`── ${what}: ${path.relative(tests, folder) || '.'} ${pattern}`)
    const args = ['-m', 'unittest', 'discover', '-s', folder, '-t', folder, '-p', pattern]
    if (spawnSync(python, args, { env, stdio: 'inherit' }).status !== 0) failed++
  }
  if (spawnSync(python, [pristine], { env: asSuperuser, stdio: 'inherit' }).status !== 0)
    throw new Error('The database could not be prepared.')
  run('our driver', tests, 'test*.py', { ...asReader, PYTHONPATH: ours })
  for (const pattern of ['test*.py', 'beyond_*.py']) {
    run('our driver', inServer, pattern, { ...asReader, PYTHONPATH: ours })
    run('real psycopg2', inServer, pattern, asReader)
  }
  console.log('── our driver: conformance')
  const programs = findPrograms()
  let different = 0
  for (const program of programs) {
    const actual = normaliseOutcome(await runForReal(python, server, program, [conformance, ours]), String(server.port))
    const expected = recorded(program)
    const found = expected ? differences(expected, actual) : '  nothing is recorded of it: npm run record -- --conformance'
    if (!found) continue
    console.log(`${program.id}\n${found}`)
    different++
  }
  console.log(`${programs.length} programs, ${different} different from what is recorded.`)
  if (different > 0) failed++
} finally {
  await server.stop()
}
process.exitCode = failed ? 1 : 0
