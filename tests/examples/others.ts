/** Runs the recordings that need other tools beside psycopg2: packages that pip installs, or PgBouncer before the server. */
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { poolerVersion, toolsOf } from '../../src/examples/tools.ts'
import type { Example, Outcome } from './outcome.ts'
import { runForReal } from './real-python.ts'
import { freePort, ordinaryUser, type RealServer } from './real-server.ts'
import { makeEnvironment } from './references.ts'

const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url))

export const needsOthers = ({ folder }: Example): boolean => {
  const { requirements, pooler } = toolsOf(folder)
  return requirements !== null || pooler !== null
}

/** As `runForReal`; `python` is one with psycopg2, for programs that need no packages. */
export async function runWithOthers(python: string, server: RealServer, program: Example): Promise<Outcome> {
  const { requirements, pooler } = toolsOf(program.folder)
  const interpreter = requirements ? withPackages(requirements) : python
  if (!pooler) return await runForReal(python, server, program, [], interpreter)
  const bouncer = await startPgBouncer(server, pooler)
  try {
    return await runForReal(python, server, program, [], interpreter, { PGPORT: String(bouncer.port), SERVER_PORT: String(server.port) })
  } finally {
    await bouncer.stop()
  }
}

/** A Python with what the file names; made the first time. */
function withPackages(requirements: string): string {
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16)
  const environment = join(cache, 'others', hash)
  if (!existsSync(environment)) {
    mkdirSync(join(cache, 'others'), { recursive: true })
    makeEnvironment(environment, ['--requirement', requirements])
  }
  return join(environment, 'bin/python')
}

async function startPgBouncer(server: RealServer, settings: string): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const version = poolerVersion(settings)
  const found = execFileSync('pgbouncer', ['--version'], { encoding: 'utf8' }).split('\n')[0]
  if (found !== `PgBouncer ${version}`) throw new Error(`${settings} is for PgBouncer ${version}, and there is ${found}.`)
  const directory = mkdtempSync(join(server.directory, 'pgbouncer-'))
  const port = await freePort()
  const users = join(directory, 'users.txt')
  const file = join(directory, 'pgbouncer.ini')
  writeFileSync(users, '"reader" "reader"\n')
  writeFileSync(
    file,
    `[databases]
lab = host=127.0.0.1 port=${server.port}
[pgbouncer]
listen_addr = localhost
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${users}
${readFileSync(settings, 'utf8')}`,
  )
  const user = ordinaryUser()
  if (user) for (const path of [directory, users, file]) chownSync(path, user.uid, user.gid)
  const child = spawn('pgbouncer', [file], { stdio: ['ignore', 'ignore', 'pipe'], ...user })
  const ended = once(child, 'exit')
  const log: string[] = []
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      log.push(line)
      if (line.includes('process up')) resolve()
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`PgBouncer did not start:\n${log.join('\n')}`)))
  })
  return {
    port,
    async stop() {
      child.kill('SIGQUIT')
      await ended
      rmSync(directory, { recursive: true })
    },
  }
}
