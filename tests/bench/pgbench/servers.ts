/** What pgbench connects to: `lab serve` in a process of its own, and a real PostgreSQL with the same role and database. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { startRealServer } from '../../examples/real-server.ts'

const lab = path.resolve(import.meta.dirname, '../../../src/cli/lab.ts')

/** As the engine's cluster has them: with the usual 4096 iterations a password takes as long as all else of a connection. */
const SAME = ["set scram_iterations = 1; create role reader login password 'reader'", 'create database lab owner reader']

export interface BenchedServer {
  readonly port: number
  stop(): Promise<void>
}

export async function startServe(): Promise<BenchedServer> {
  const server = spawn(process.execPath, [lab, 'serve', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const stop = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return
    const exited = once(server, 'exit')
    server.kill('SIGINT')
    await exited
  }
  for await (const line of createInterface({ input: server.stdout })) {
    const [, port] = /^Listening at \S+:(\d+),/.exec(line) ?? []
    if (port) return { port: Number(port), stop }
  }
  throw new Error('`lab serve` ended before it listened.')
}

export async function startRealPostgres(): Promise<BenchedServer> {
  const server = await startRealServer()
  try {
    const client = new pg.Client({ host: 'localhost', port: server.port, user: 'postgres', password: 'postgres', database: 'postgres' })
    await client.connect()
    for (const sql of SAME) await client.query(sql)
    await client.end()
    return server
  } catch (error) {
    await server.stop()
    throw error
  }
}
