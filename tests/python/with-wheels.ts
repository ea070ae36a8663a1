/**
 * `npm run test:wheels`: programs with Django, SQLAlchemy, Alembic and peewee, and the playground's templates, print the same in the engine, from `--mount`, as they do with
 * the real psycopg2 and a real PostgreSQL 18. pip brings the wheels, once, into node_modules/.cache.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import { WITH_WHEELS } from '../../src/playground/templates.ts'
import { differences } from '../examples/differences.ts'
import { normaliseOutcome } from '../examples/normalise.ts'
import { runForReal } from '../examples/real-python.ts'
import { startRealServer } from '../examples/real-server.ts'
import { findPython } from '../examples/references.ts'
import { createSteppedEngine, runStepped } from '../examples/stepped.ts'

const folder = path.join(import.meta.dirname, 'wheels')
const MOUNTED = '/mnt/host'

const python = findPython()
const wheels = installWheels()
const [server, engine] = await Promise.all([startRealServer(), createSteppedEngine()])
engine.pyodide.FS.mkdirTree(MOUNTED)
engine.pyodide.mountNodeFS(MOUNTED, wheels)
let different = 0
try {
  const own = globSync('*.py', { cwd: folder })
    .sort()
    .map((file) => ({ id: file, folder, file, setupFile: null }))
  const templates = WITH_WHEELS.map(([id]) => ({ id, folder: path.join('src/content/recordings', id), file: 'main.py', setupFile: null }))
  for (const program of [...own, ...templates]) {
    const expected = normaliseOutcome(await runForReal(python, server, program, [wheels]), String(server.port))
    const found = differences(expected, normaliseOutcome(await runStepped(engine, program, MOUNTED)))
    const failed = expected.exitStatus === 0 ? found : `  With the real psycopg2 it failed:\n${expected.stderr}`
    console.log(failed ? `${program.id}\n${failed}` : `${program.id}: the same`)
    if (failed) different++
  }
} finally {
  await server.stop()
}
process.exit(different ? 1 : 0)

/** The folder with the wheels that requirements.txt names. */
function installWheels(): string {
  const requirements = path.join(folder, 'requirements.txt')
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16)
  const target = path.join(import.meta.dirname, '../../node_modules/.cache/wheels', hash)
  if (existsSync(target)) return target
  mkdirSync(path.dirname(target), { recursive: true })
  const scratch = `${target}.${process.pid}`
  const options = ['--quiet', '--retries', '1', '--no-deps', '--only-binary', ':all:', '--no-compile', '--target', scratch]
  const { status } = spawnSync(python, ['-m', 'pip', 'install', ...options, '--requirement', requirements], { stdio: 'inherit' })
  if (status !== 0) throw new Error(`pip could not bring what ${requirements} names.`)
  renameSync(scratch, target)
  return target
}
