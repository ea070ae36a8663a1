/**
 * The command line: runs programs in the engine, or a prompt on its server.
 *
 *   npm run lab -- run FILE.py [--mount DIR] [--env NAME=VALUE]… [--clock real|fast] [ARG…]
 *   npm run lab -- psql [-U ROLE] [-d DATABASE]
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Engine } from '../worker/engine.ts'
import { createEngine } from './engine-in-node.ts'
import { psql } from './psql.ts'

const USAGE = `Usage:
  npm run lab -- run FILE.py [--mount DIR] [--env NAME=VALUE]… [--clock real|fast] [ARG…]
  npm run lab -- psql [-U ROLE] [-d DATABASE]

run   runs a Python program against a fresh server and ends as it ends;
      a setup.sql beside it is run first, by the superuser in the database lab
      --mount DIR        DIR's files can be imported, and DIR is the working directory
      --env NAME=VALUE   sets an environment variable
      --clock fast       sleeps and waits go straight to the next event
psql  a prompt on a session of a fresh server`

class UsageError extends Error {}

try {
  process.exit(await main(process.argv.slice(2)))
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
  throw new UsageError(command ? `There is no command ${command}.` : 'Which command?')
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
