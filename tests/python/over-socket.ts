/**
 * `npm run test:socket [-- PYTHON …]`: the driver's tests and conformance programs over a socket, on CPython against a real PostgreSQL 18,
 * under the Python that has the psycopg2 readers install and any others that are named; and the tests that need a server under that
 * psycopg2, too, which says whether they are right. What programs with threads print in the page is compared with CPython as well.
 */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { differences } from '../examples/differences.ts'
import { normaliseOutcome } from '../examples/normalise.ts'
import { environment, pristine, runForReal } from '../examples/real-python.ts'
import { startRealServer } from '../examples/real-server.ts'
import { findPython, TODAY } from '../examples/references.ts'
import { folder as conformance, findPrograms, recorded } from './conformance/programs.ts'
import { type ThreadProgram, threadPrograms } from './threads/programs.ts'

const tests = import.meta.dirname
const ours = path.join(tests, '../../src/python')
const inServer = path.join(tests, 'server')

const reference = findPython()
const server = await startRealServer()
const asReader = ['test*.py', 'beyond_*.py']
// Only a superuser replicates here, or changes who gets access
const asSuperuser = ['replicating.py', 'access.py']
const patterns = [...asReader, ...asSuperuser]
let failed = 0
try {
  for (const python of new Set([reference, ...process.argv.slice(2)])) await testOurs(python)
  for (const pattern of patterns) runTests(reference, `real psycopg2 ${TODAY}`, inServer, pattern, [tests])
  for (const program of threadPrograms) compareThreads(program)
} finally {
  await server.stop()
}
process.exitCode = failed ? 1 : 0

async function testOurs(python: string): Promise<void> {
  runTests(python, 'our driver', tests, 'test*.py', [ours])
  for (const pattern of patterns) runTests(python, 'our driver', inServer, pattern, [ours, tests])
  console.log(`── our driver: conformance, ${python}`)
  const programs = findPrograms()
  let different = 0
  for (const program of programs) {
    const actual = normaliseOutcome(await runForReal(reference, server, program, [conformance, ours], python), String(server.port))
    const expected = recorded(program, TODAY)
    const found = expected ? differences(expected, actual) : '  nothing is recorded of it: npm run record -- --conformance'
    if (!found) continue
    console.log(`${program.id}\n${found}`)
    different++
  }
  console.log(`${programs.length} programs, ${different} different from what is recorded.`)
  if (different > 0) failed++
}

/** What programs with threads are to print in the page is what CPython prints. */
function compareThreads({ name, file, stdout, exitStatus }: ThreadProgram): void {
  const run = spawnSync(reference, [file], { encoding: 'utf8', timeout: 60_000 })
  if (run.stdout === stdout && run.status === exitStatus) return
  console.log(`threads/${name} printed this, and ended with ${run.status}:\n${run.stdout}`)
  failed++
}

/** Python's unittest on the tests of a folder, with a database of its own; `modules` are where it finds what they import. */
function runTests(python: string, what: string, folder: string, pattern: string, modules: readonly string[]): void {
  console.log(`── ${what}: ${path.relative(tests, folder) || '.'} ${pattern}, ${python}`)
  const superuser = { ...environment(server.port), PGUSER: 'postgres', PGPASSWORD: 'postgres' }
  if (spawnSync(reference, [pristine], { env: superuser, stdio: 'inherit' }).status !== 0)
    throw new Error('The database could not be prepared.')
  const role = asSuperuser.includes(pattern) ? superuser : { ...superuser, PGUSER: 'reader', PGPASSWORD: 'reader' }
  const args = ['-W', 'error', '-m', 'unittest', 'discover', '-s', folder, '-t', folder, '-p', pattern]
  const env = { ...role, PGDATABASE: 'lab', PYTHONPATH: modules.join(path.delimiter) }
  if (spawnSync(python, args, { env, stdio: 'inherit' }).status !== 0) failed++
}
