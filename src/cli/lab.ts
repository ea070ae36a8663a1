/**
 * The command line: runs programs in the engine, or a prompt on its server, or lets others use that.
 *
 *   npm run lab -- run FILE.py [--mount DIR] [--env NAME=VALUE]… [--clock real|fast] [ARG…]
 *   npm run lab -- psql [-U ROLE] [-d DATABASE]
 *   npm run lab -- serve [--port N | --socket FOLDER] [--host ADDRESS] [--clock real|fast] [--log]
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Engine } from '../worker/engine.ts'
import { createEngine } from './engine-in-node.ts'
import { psql } from './psql.ts'
import { type ServeOptions, serve } from './serve.ts'

const USAGE = `Usage:
  npm run lab -- run FILE.py [--mount DIR] [--env NAME=VALUE]… [--clock real|fast] [ARG…]
  npm run lab -- psql [-U ROLE] [-d DATABASE]
  npm run lab -- serve [--port N] [--host ADDRESS] [--socket FOLDER] [--clock real|fast] [--log]

run   runs a Python program against a fresh server and ends as it ends;
      a setup.sql beside it is run first, by the superuser in the database lab
      --mount DIR        DIR's files can be imported, and DIR is the working directory
      --env NAME=VALUE   sets an environment variable
      --clock fast       sleeps and waits go straight to the next event
psql  a prompt on a session of a fresh server
serve lets any client use a fresh server: at port 5432 of this machine, or of ADDRESS, or at a Unix socket in FOLDER
      --clock fast       sleeps and limits go straight to the next event
      --log              prints the server's log`

class UsageError extends Error {}

try {
  const status = await main(process.argv.slice(2))
  // What was written to a pipe may still be on its way
  for (const stream of [process.stdout, process.stderr]) await new Promise((written) => stream.write('', written))
  process.exit(status)
} catch (error) {
  const isUsage = error instanceof UsageError || (error instanceof TypeError && 'code' in error)
  console.error(isUsage ? `${(error as Error).message}\n${USAGE}` : error)
  process.exit(2)
}

async function main([command, ...args]: readonly string[]): Promise<number> {
  if (command === 'run') return run(args)
  if (command === 'psql') {
    const { values } = parseArgs({
      args: [...args],
      options: { user: { type: 'string', short: 'U', default: 'reader' }, dbname: { type: 'string', short: 'd', default: 'lab' } },
    })
    return psql(await createEngine(), values.user, values.dbname)
  }
  if (command === 'serve') return serve(serveOptions(args))
  throw new UsageError(command ? `There is no command ${command}.` : 'Which command?')
}

function serveOptions(args: readonly string[]): ServeOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '5432' },
      host: { type: 'string', default: '127.0.0.1' },
      socket: { type: 'string' },
      clock: { type: 'string', default: 'real' },
      log: { type: 'boolean', default: false },
    },
  })
  const { host, socket, clock, log } = values
  if (clock !== 'real' && clock !== 'fast') throw new UsageError(`--clock is real or fast, not ${clock}.`)
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new UsageError(`--port is a number up to 65535, not ${values.port}.`)
  if (socket !== undefined && !existsSync(socket)) throw new UsageError(`--socket: there is no folder ${socket}.`)
  return { address: socket === undefined ? { host, port } : { path: path.join(socket, `.s.PGSQL.${port}`) }, clock, log }
}

async function run(args: readonly string[]): Promise<number> {
  // Options may stand before or just after FILE; what follows them is the program's
  const file = args.findIndex((argument, i) => !argument.startsWith('-') && !['--mount', '--env', '--clock'].includes(args[i - 1] ?? ''))
  if (file < 0) throw new UsageError('Which file is to be run?')
  const own = [...args.slice(0, file)]
  let rest = file + 1
  for (; ['--mount', '--env', '--clock'].some((name) => args[rest]?.split('=')[0] === name); rest++) {
    own.push(args[rest]!)
    if (!args[rest]!.includes('=') && args[rest + 1] !== undefined) own.push(args[++rest]!)
  }
  const { values } = parseArgs({
    args: own,
    options: {
      mount: { type: 'string' },
      env: { type: 'string', multiple: true, default: [] },
      clock: { type: 'string', default: 'real' },
    },
  })
  const { clock } = values
  if (clock !== 'real' && clock !== 'fast') throw new UsageError(`--clock is real or fast, not ${clock}.`)
  const name = args[file]!
  if (!existsSync(name)) {
    console.error(`python3: can't open file '${path.resolve(name)}': [Errno 2] No such file or directory`)
    return 2
  }
  const engine = await createEngine()
  // A second one ends the process
  if (engine.interruptible) process.once('SIGINT', () => engine.interrupt())
  const { exitStatus } = await engine.run(
    { code: readFileSync(name, 'utf8'), fileName: name, setup: setupFor(name), clock },
    { output: (stream, text) => void process[stream].write(text) },
    { arguments: args.slice(rest), environment: environment(values.env), directory: mount(engine, values.mount) },
  )
  return exitStatus
}

/** An example's `setup.sql`, as its page runs it. */
function setupFor(file: string): string | null {
  const setup = path.join(path.dirname(file), 'setup.sql')
  return existsSync(setup) ? readFileSync(setup, 'utf8') : null
}

function environment(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=')
      if (at < 1) throw new UsageError(`--env wants NAME=VALUE, not ${text}.`)
      return [text.slice(0, at), text.slice(at + 1)]
    }),
  )
}

function mount(engine: Engine, directory: string | undefined): string {
  if (directory === undefined) return '/home/reader'
  if (!existsSync(directory)) throw new UsageError(`--mount: there is no folder ${directory}.`)
  const target = '/mnt/host'
  engine.pyodide.FS.mkdirTree(target)
  engine.pyodide.mountNodeFS(target, path.resolve(directory))
  return target
}
