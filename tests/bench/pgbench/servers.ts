/** What pgbench connects to: `lab serve` in a process of its own, and a real PostgreSQL with the same role and database. */
import pg from 'pg'
import { Served } from '../../engine/tcp/served.ts'
import { startRealServer } from '../../examples/real-server.ts'

/** As the engine's cluster has them: with the usual 4096 iterations a password takes as long as all else of a connection. */
const SAME = ["set scram_iterations = 1; create role reader login password 'reader'", 'create database lab owner reader']

export interface BenchedServer {
  readonly port: number
  stop(): Promise<void>
}

export async function startServe(): Promise<BenchedServer> {
  const server = await Served.start()
  const stop = async () => {
    server.signal('SIGINT')
    await server.ended()
  }
  return { port: server.port, stop }
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
