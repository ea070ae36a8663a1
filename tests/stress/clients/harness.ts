/** A server on a port of this process, its footprint, and the clients that are to trouble it. */
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import pg from 'pg'
import { buildServer, serverParts } from '../../../src/integrations/sessions-for-pglite/build.ts'
import { type Method, withMethod } from '../../../src/postgres/server/host-based-authentication.ts'
import { Postmaster } from '../../../src/postgres/server/postmaster.ts'
import { HostClock } from '../../../src/scheduling/clock.ts'
import { CooperativeScheduler } from '../../../src/scheduling/cooperative-scheduler.ts'
import { TcpServer } from '../../../src/tcp/tcp-server.ts'
import { watched } from '../../bench/footprint.ts'
import type { Footprint } from '../../bench/results.ts'

const HOST = '127.0.0.1'
/** In milliseconds: a session that stays so long after its client is taken for one that never leaves. */
const GHOST = 60_000

/** What must be as it was. */
export interface Remains extends Footprint {
  readonly sessions: number
  /** Open files and sockets of this process; 0 where the system does not say. */
  readonly openFiles: number
}

export class Harness {
  readonly #server: TcpServer
  readonly #postmaster: Postmaster
  readonly #footprint: () => Promise<Footprint>

  private constructor(server: TcpServer, postmaster: Postmaster, footprint: () => Promise<Footprint>) {
    this.#server = server
    this.#postmaster = postmaster
    this.#footprint = footprint
  }

  static async start(method: Method = 'scram-sha-256'): Promise<Harness> {
    const { cluster, ...engine } = await serverParts(await buildServer())
    const clock = new HostClock(Number.POSITIVE_INFINITY)
    const scheduler = new CooperativeScheduler(clock)
    const { parts, footprint } = watched({ ...engine, cluster: withMethod(cluster, method), scheduler })
    const postmaster = await Postmaster.start(parts)
    const server = new TcpServer(postmaster, clock)
    await server.listen({ host: HOST, port: 0 })
    scheduler.failure.catch((error: unknown) => {
      console.error('The server has failed:', error)
      process.exit(1)
    })
    return new Harness(server, postmaster, footprint)
  }

  /** Ends whatever is left. */
  async stop(): Promise<void> {
    const left = this.#server.close()
    await this.#postmaster.shutDown()
    this.#server.closeConnections()
    await left
  }

  /** What is left when all clients are gone; and the cluster becomes again what it was at the start, as its files are in memory, too. */
  async remains(): Promise<Remains> {
    const sessions = this.#postmaster.sessions.length
    await this.#postmaster.reset()
    const openFiles = process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0
    return { ...(await this.#footprint()), sessions, openFiles }
  }

  /** A connection of which nothing is known yet. */
  async stranger(): Promise<Socket> {
    const socket = connect(this.#server.port!, HOST)
    socket.on('error', () => {}) // the server may close it at any time
    await once(socket, 'connect')
    return socket
  }

  async client(user: 'reader' | 'postgres' = 'reader'): Promise<pg.Client> {
    const client = new pg.Client({ host: HOST, port: this.#server.port!, user, password: user, database: 'lab' })
    client.on('error', () => {})
    await client.connect()
    return client
  }

  /** The stream of a client that has logged in, and that nobody else reads from or writes to any more. */
  async loggedIn(): Promise<Socket> {
    const client = await this.client()
    const { connection } = client as unknown as { connection: { stream: Socket; removeAllListeners(): void } }
    connection.removeAllListeners()
    connection.stream.removeAllListeners('data')
    connection.stream.removeAllListeners('end')
    return connection.stream
  }

  /** Waits until so many sessions are left; not for ever. */
  async untilThereAre(sessions: number): Promise<void> {
    const until = performance.now() + GHOST
    while (this.#postmaster.sessions.length !== sessions) {
      if (performance.now() > until) throw new Error(`${this.#postmaster.sessions.length} sessions are left, not ${sessions}`)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
}
