#!/usr/bin/env node
/** The package's command: prepares the server's files for a site, or serves a server to tests in any language. */
import { cp, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { AS_READ } from '../integrations/sessions-for-pglite/as-read.ts'
import { buildServer } from '../integrations/sessions-for-pglite/build.ts'
import { createServer, type NodeServer, type ServerState } from './node.ts'

const USAGE = `Usage:
  sessions-for-pglite files FOLDER       puts the server's files where a site serves them from
  sessions-for-pglite serve [--port N] [--host ADDRESS] [--clock real|fast] [--setup SQL]
      listens at a port of this machine (0, the default: any that is free), prints its URI, and takes commands, a line each:
        reset             as it was at the beginning
        snapshot NAME     keeps the state, for:
        restore NAME
        advance SECONDS   moves the clock on
      It answers each with "ok", or with "error: " and what is wrong. It ends when its input does.`

class UsageError extends Error {}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const isUsage = error instanceof UsageError || (error instanceof TypeError && 'code' in error)
  console.error(isUsage ? `${(error as Error).message}\n${USAGE}` : error)
  process.exitCode = 2
}

async function main([command, ...args]: readonly string[]): Promise<number> {
  if (command === 'files') return files(args)
  if (command === 'serve') return serve(args)
  throw new UsageError(command ? `There is no command ${command}.` : 'Which command?')
}

async function files([target, ...more]: readonly string[]): Promise<number> {
  if (target === undefined || more.length > 0) throw new UsageError('One folder is wanted.')
  const built = await buildServer((line) => console.error(line), { lab: false })
  await mkdir(target, { recursive: true })
  await cp(built, target, { recursive: true, filter: (source) => path.basename(source) !== AS_READ })
  await cp(path.join(built, AS_READ), target, { recursive: true })
  return 0
}

async function serve(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '0' },
      host: { type: 'string', default: '127.0.0.1' },
      clock: { type: 'string', default: 'real' },
      setup: { type: 'string' },
    },
  })
  const { host, clock, setup } = values
  if (clock !== 'real' && clock !== 'fast') throw new UsageError(`--clock is real or fast, not ${clock}.`)
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new UsageError(`--port is a number up to 65535, not ${values.port}.`)
  const server = await createServer({ clock, ...(setup !== undefined && { setup }), onProgress: (line) => console.error(line) })
  console.log(`postgresql://postgres:postgres@${host}:${await server.listen({ host, port })}/postgres`)
  const states = new Map<string, ServerState>()
  for await (const line of createInterface({ input: process.stdin })) {
    const said = await obey(server, states, line.trim()).then(
      () => 'ok',
      (error: Error) => `error: ${error.message}`,
    )
    console.log(said)
  }
  await server.close()
  return 0
}

async function obey(server: NodeServer, states: Map<string, ServerState>, line: string): Promise<void> {
  const [, command, argument = ''] = /^(\S*)\s*(.*)$/.exec(line)!
  if (command === 'reset') return server.reset()
  if (command === 'snapshot') return void states.set(argument, server.snapshot())
  if (command === 'advance') return server.clock.advance(argument === '' ? Number.NaN : Number(argument) * 1000)
  if (command === 'restore') {
    const state = states.get(argument)
    if (!state) throw new Error(`There is no state "${argument}".`)
    return server.restore(state)
  }
  throw new Error(`There is no command "${command}".`)
}
